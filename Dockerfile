# Caseline as an image: `docker build -t caseline .`
# Built on the whole image, which has what compiles SQLite where no prebuilt binary can be had.
FROM node:22.22.2-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY web web
RUN npm run --silent build && npm prune --omit=dev --no-audit --no-fund

FROM node:22.22.2-bookworm-slim
ENV NODE_ENV=production \
    CASELINE_LOG=sqlite:/data/caseline.db \
    CASELINE_KEYS_FILE=/data/keys.json \
    CASELINE_FEEDS_FILE=/data/feeds.ndjson \
    CASELINE_HOST=0.0.0.0 \
    CASELINE_PORT=8080
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY data data
COPY web/templates web/templates
# bin/caseline.js compiles what is not up to date, and here there is nothing to compile with: the command is what was built.
RUN printf '#!/bin/sh\nexec node /app/dist/cli/main.js "$@"\n' > /usr/local/bin/caseline \
    && chmod 755 /usr/local/bin/caseline \
    && install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CASELINE_PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["caseline"]
CMD ["serve"]
