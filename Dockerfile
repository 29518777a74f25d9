# SPDX-License-Identifier: EUPL-1.2
# docs/operating.md explains how this image is built and run.

FROM python:3.11-slim AS packages
COPY requirements.txt /build/
# The lock is complete and carries hashes: nothing is resolved, and nothing that is not in it gets in.
RUN python -m venv /opt/mandaat \
    && /opt/mandaat/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: -r /build/requirements.txt

FROM python:3.11-slim
RUN groupadd --gid 10001 mandaat \
    && useradd --uid 10001 --gid mandaat --no-create-home --home-dir /data --shell /usr/sbin/nologin mandaat \
    && install --directory --owner=mandaat --group=mandaat --mode=0700 /data
COPY --from=packages /opt/mandaat /opt/mandaat
WORKDIR /app
COPY LICENSE LICENSE
COPY bot bot
COPY commands commands
COPY scheduler scheduler
COPY storage storage
# Compiled here, because nothing can be written where the program stands.
RUN /opt/mandaat/bin/python -m compileall -q bot commands scheduler storage
ENV PATH=/opt/mandaat/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MANDAAT_HOME=/data \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
