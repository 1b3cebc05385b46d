# Earshot as a server: docs/server.md. Built in two steps, so that the image holds no build tools;
# runs as nobody in particular, and writes to /data alone.

FROM python:3.11-slim AS build
WORKDIR /source
# PyTorch without what a GPU needs: a tenth of the size. Empty for the one from PyPI.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN python -m venv /earshot
COPY requirements.txt requirements-musicnn.txt ./
RUN /earshot/bin/pip install --no-cache-dir ${TORCH_INDEX:+--extra-index-url $TORCH_INDEX} \
        -r requirements.txt \
    && /earshot/bin/pip install --no-cache-dir --no-deps -r requirements-musicnn.txt
COPY . .
RUN /earshot/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
COPY --from=build /earshot /earshot
RUN useradd --uid 10001 --create-home --home-dir /data earshot
USER earshot
WORKDIR /data
VOLUME /data
ENV PATH=/earshot/bin:$PATH \
    HOME=/data \
    EARSHOT_HOME=/data \
    EARSHOT_PUBLIC=1 \
    EARSHOT_TRAIN=off \
    EARSHOT_METRICS=0.0.0.0:9180 \
    NUMBA_CACHE_DIR=/data/cache/numba \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_HEADLESS=true
EXPOSE 8501 9180
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9180/health', timeout=4)"]
CMD ["earshot"]
