# One image for all programs of the lab: an instance, the set-up before the first start, the OpenID provider, the control
# room with its page, and the load test.

# Only the files that npm reads: as long as they are unchanged, the installed packages come from the build cache.
FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY . .
RUN find . -mindepth 1 \( -type d -empty -o -type f ! -name 'package*.json' ! -name .npmrc \) -delete

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY --from=manifests /app .
RUN npm ci --omit=dev --workspace services/api --workspace services/provider --workspace services/lab --workspace loadtest

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY --from=manifests /app .
RUN npm ci
COPY . .
RUN npx tsc --build services/api services/provider services/lab loadtest \
 && npm run build --workspace services/api --workspace services/provider --workspace services/dashboard \
 && mkdir /built \
 && find services loadtest -type f \( -path '*/dist/*.js' -o -path '*/dist/page/*' \) ! -path '*/node_modules/*' \
  | xargs cp --parents --target-directory /built

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app .
COPY --from=build /built .
# The mount points of the shared volumes. A new volume takes over their owner; root owns all other files.
RUN install --directory --owner node --group node --mode 0700 /lab/secrets /lab/control /lab/public-keys \
   /lab/provider-keys \
 # nginx and Redis run as other users, and read the map and what is held.
 && install --directory --owner node --group node --mode 0755 /lab/nginx /lab/holds \
 # Only nginx's user (101) may read the key of its certificate.
 && install --directory --owner 101 --group 101 --mode 0755 /lab/tls \
 # Redis runs as another user in node's group.
 && install --directory --owner node --group node --mode 0750 /lab/redis
USER node
EXPOSE 3000
# OpenTelemetry is loaded only where spans have a place to go.
CMD ["sh", "-c", "exec node ${OTEL_EXPORTER_OTLP_ENDPOINT:+--import ./services/api/dist/server/tracing.js} services/api/dist/server/main.js"]
