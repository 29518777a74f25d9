// SPDX-License-Identifier: EUPL-1.2
// What the page can do better with script: answers without a reload, forms in a dialog, cards that change in place.
// Without it everything still works by ordinary forms.
"use strict";

const page = document.getElementById("page");
const transcript = document.getElementById("transcript");
const dialog = document.getElementById("dialog");
const box = document.getElementById("box");
const trouble = document.getElementById("trouble");
let opener = null; // what had the focus when the dialog opened
let openerLine = null; // and the message it was in: a card that is drawn again loses its buttons

/* ---------------------------------------------------------------- small things */

const freshKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function say(text) {
  trouble.textContent = text;
  box.toggleAttribute("aria-invalid", Boolean(text));
}

function atBottom() {
  const last = transcript.lastElementChild;
  return !last || last.getBoundingClientRect().top < box.getBoundingClientRect().top + 40;
}

// On a wide page the conversation scrolls in its own pane, on a narrow one the whole page does. An answer taller than
// what is in view is read from its beginning.
function toBottom() {
  const last = transcript.lastElementChild;
  if (!last) return;
  const room = box.getBoundingClientRect().top - Math.max(0, transcript.parentElement.getBoundingClientRect().top);
  const block = last.getBoundingClientRect().height > room ? "start" : "end";
  last.scrollIntoView({ block, behavior: "instant" });
}

function markDays() {
  let before = "";
  for (const line of transcript.children) {
    line.classList.toggle("first-of-day", line.dataset.day !== before);
    before = line.dataset.day;
  }
}

/* ---------------------------------------------------------------- sending */

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  if (button) button.setAttribute("aria-busy", "true");
  form.dataset.busy = "yes";
  try {
    const to = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await fetch(to, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status === 413) return { trouble: page.dataset.large };
    return await answer.json();
  } catch {
    return { trouble: page.dataset.lost };
  } finally {
    delete form.dataset.busy;
    if (button) button.removeAttribute("aria-busy");
  }
}

// What was typed in a form that was closed is on its way; what comes next may ask for it.
let keeping = Promise.resolve();

async function sendAndShow(form, button) {
  if (form.dataset.busy) return;
  const kind = form.dataset.send;
  form.dataset.busy = "yes";
  await keeping;
  const answer = await send(form, button);
  if (answer.next) {
    form.dataset.sent = "yes";
    location.assign(answer.next);
    return;
  }
  if (kind === "submit") {
    if (answer.trouble) showFormTrouble(form, answer.trouble);
    else if (answer.form) show(parsed(answer.form));
    else {
      form.dataset.sent = "yes";
      dialog.close();
    }
    return;
  }
  say(answer.trouble || "");
  if (answer.trouble) {
    box.focus();
    return;
  }
  // The answer is in: the same button may be pressed again, and that is a new event then.
  for (const key of form.querySelectorAll("input[name=key]")) key.value = freshKey();
  if (form.contains(box)) box.value = "";
  if (answer.form) {
    opener = button || box;
    openerLine = button ? button.closest(".line") : null;
    show(parsed(answer.form));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.send) return;
  event.preventDefault();
  if (event.submitter && "close" in event.submitter.dataset) dialog.close();
  else sendAndShow(form, event.submitter);
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  box.form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-fill]")) {
  button.addEventListener("click", () => {
    box.value = button.dataset.fill;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  });
}

/* ---------------------------------------------------------------- forms in the dialog */

function show(form) {
  dialog.replaceChildren(form);
  days();
  if (!dialog.matches(":modal")) {
    dialog.removeAttribute("open"); // drawn open by the server, for pages without script
    dialog.showModal();
  }
  const first = dialog.querySelector(".summary") || dialog.querySelector("input:not([type=hidden]), textarea, select");
  if (first) first.focus();
  dialog.scrollTop = 0;
}

function showFormTrouble(form, text) {
  let notice = form.querySelector(".summary");
  if (!notice) {
    notice = parsed('<div class="summary" role="alert" tabindex="-1"><p></p></div>');
    form.querySelector(".form-title").after(notice);
  }
  notice.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
  notice.focus();
}

dialog.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  if (link.hash && link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    const field = dialog.querySelector(link.hash);
    const first = field && field.matches("fieldset") ? field.querySelector("input") : field;
    if (first) first.focus();
  }
});

// A form that is closed says what was typed in it: it may be kept as a draft. Where that cannot be said the form comes
// back with the reason; who closes it again means it.
const unsent = () => dialog.querySelector("form:not([data-sent], [data-busy])");

async function closed(form) {
  keeping = send(form, form.querySelector("[data-close]"));
  const answer = await keeping;
  if (!answer.trouble || dialog.open) return;
  form.dataset.sent = "never";
  show(form);
  showFormTrouble(form, answer.trouble);
}

// The page may be gone before the answer is there.
addEventListener("pagehide", () => {
  const form = unsent();
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  fetch(form.querySelector("[data-close]").formAction, { method: "POST", body, keepalive: true });
});

dialog.addEventListener("close", () => {
  const form = unsent();
  dialog.replaceChildren();
  if (form) closed(form);
  const line = openerLine && document.getElementById(openerLine.id);
  if (opener && opener.isConnected) opener.focus();
  else if (line) line.focus();
  else box.focus();
  opener = openerLine = null;
});

// A day may be picked from the calendar of the browser; typing it in words stays possible.
const written = new Intl.DateTimeFormat(document.documentElement.lang === "nl" ? "nl-NL" : "en-GB", { dateStyle: "long", timeZone: "UTC" });

function days() {
  for (const input of dialog.querySelectorAll("[data-day]:not(.picker > *)")) {
    const row = document.createElement("span");
    const calendar = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: page.dataset.day });
    calendar.setAttribute("aria-hidden", "true");
    row.className = "picker";
    input.replaceWith(row);
    row.append(input, calendar, button);
    calendar.addEventListener("change", () => {
      if (calendar.valueAsDate) input.value = written.format(calendar.valueAsDate);
      input.focus();
    });
    button.addEventListener("click", () => calendar.showPicker());
  }
}

/* ---------------------------------------------------------------- what arrives */

function place(line) {
  const before = document.getElementById(line.id);
  if (before) {
    const focused = before.contains(document.activeElement) && document.activeElement;
    const label = focused && focused.textContent;
    before.replaceWith(line);
    if (focused) {
      const same = [...line.querySelectorAll("button, a")].find((b) => b.textContent === label);
      (same || line).focus();
    }
  } else {
    const follow = atBottom();
    line.classList.add("arriving");
    const next = [...transcript.children].find((other) => Number(other.dataset.at) > Number(line.dataset.at));
    transcript.insertBefore(line, next || null);
    if (follow) toBottom();
  }
  markDays();
}

// A part that holds the focus waits until the focus has left it.
const waiting = new Map();
function replacePart(part) {
  const before = document.getElementById(part.id);
  if (!before) return;
  if (before.contains(document.activeElement)) {
    waiting.set(part.id, part);
    return;
  }
  waiting.delete(part.id);
  before.replaceWith(parsed(part.html));
}
document.addEventListener("focusout", () => setTimeout(() => waiting.forEach(replacePart)));

function count(people) {
  for (const option of who.querySelectorAll("option")) {
    const line = people.lines[option.value];
    if (line && option.textContent !== line) option.textContent = line;
  }
  who.querySelector(".function").textContent = people.function;
}

function listen() {
  const stream = new EventSource(page.dataset.stream);
  stream.addEventListener("line", (event) => place(parsed(JSON.parse(event.data).html)));
  stream.addEventListener("people", (event) => count(JSON.parse(event.data)));
  stream.addEventListener("part", (event) => replacePart(JSON.parse(event.data)));
  addEventListener("pagehide", () => stream.close());
}

/* ---------------------------------------------------------------- the page itself */

const who = document.querySelector("[data-who]");
who.addEventListener("change", () => who.requestSubmit());
for (const button of document.querySelectorAll("[data-scriptless]")) button.hidden = true;

const narrow = matchMedia("(max-width: 52rem)");
const besideOthers = matchMedia("(min-width: 76rem)");
function fold() {
  const [menu, others] = document.querySelectorAll("[data-narrow-closed]");
  menu.open = !narrow.matches;
  others.open = besideOthers.matches;
}
narrow.addEventListener("change", fold);
besideOthers.addEventListener("change", fold);
fold();
markDays();
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (dialog.open) show(dialog.firstElementChild);
if (location.hash.startsWith("#m-")) document.querySelector(location.hash)?.focus();
// Where the whole page scrolls, the end of the conversation would put a tour that begins out of sight.
else if (transcript.children.length && !(narrow.matches && document.getElementById("tour"))) toBottom();
if (!dialog.open && !location.hash && !narrow.matches) box.focus();
listen();
