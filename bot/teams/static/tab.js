// SPDX-License-Identifier: EUPL-1.2
// The tab in Teams: says with a token of Entra who looks, shows that person's overview, and brings what is pressed.
"use strict";

const { app, authentication, dialog } = microsoftTeams;
const page = document.getElementById("page");
const said = document.getElementById("said");
const shown = document.getElementById("shown");
const again = document.getElementById("again");
// Outside of Teams nobody answers: then this page is opened in a browser.
const PATIENCE = 8000;
const EVERY = 60000;
const darkRules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme: dark"));

function say(words, retry = false) {
  said.textContent = words;
  again.hidden = !retry;
}

// The theme is that of Teams, which may be another than that of the computer.
function wear(theme) {
  const dark = theme !== "default";
  document.documentElement.dataset.theme = theme;
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  for (const rule of darkRules) rule.media.mediaText = dark ? "all" : "not all";
}

async function ask(what, body) {
  let token;
  try {
    token = await authentication.getAuthToken();
  } catch {
    say(page.dataset.unknown, true);
    return null;
  }
  const headers = { Accept: "application/json", Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  try {
    const answer = await fetch(`/teams/tab/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    const told = await answer.json();
    if (answer.ok) return told;
    say(answer.status === 401 ? page.dataset.unknown : told.trouble, true);
  } catch {
    say(page.dataset.lost, true);
  }
  return null;
}

async function show() {
  const told = await ask("home", {});
  page.removeAttribute("aria-busy");
  if (!told) return;
  say("");
  document.documentElement.lang = told.language;
  shown.innerHTML = told.home;
  for (const link of shown.querySelectorAll("a")) link.target = "_blank";
}

async function press(button) {
  button.setAttribute("aria-busy", "true");
  const key = button.form.elements.key.value;
  const dialogs = dialog.isSupported() && dialog.adaptiveCard.bot.isSupported();
  const told = await ask("press", { press: button.value, key, dialogs });
  button.removeAttribute("aria-busy");
  if (!told) return;
  if (told.task?.type === "continue") {
    const { title, height, width, card } = told.task.value;
    const content = JSON.stringify(card.content);
    dialog.adaptiveCard.bot.open({ title, size: { height, width }, card: content, completionBotId: told.bot }, show);
    return;
  }
  await show();
  say(told.task?.value ?? "");
}

shown.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!event.submitter.hasAttribute("aria-busy")) press(event.submitter);
});
again.addEventListener("click", show);
document.addEventListener("visibilitychange", () => document.hidden || show());

async function begin() {
  const late = new Promise((_, no) => setTimeout(no, PATIENCE));
  try {
    await Promise.race([app.initialize(), late]);
  } catch {
    say(page.dataset.outside);
    return;
  }
  app.registerOnThemeChangeHandler(wear);
  wear((await app.getContext()).app.theme);
  await show();
  app.notifySuccess();
  setInterval(() => document.hidden || show(), EVERY);
}

begin();
