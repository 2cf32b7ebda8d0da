#!/usr/bin/env bash
# The demo in containers, after mvn package: makes what docker-compose.yml mounts - a connector, secrets, a certificate for the
# simulators, as nothing secret travels without TLS - in target/demo, or where SITE says, and hands its arguments to docker compose:
# up, ps, logs, down -v. With prepare it only makes them.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export SITE=${SITE:-./target/demo}
# with an engine that runs as you (rootless), you are 0:0 in its containers: set that
[ "$(id -u)" = 0 ] || export CONNECTOR_USER=${CONNECTOR_USER:-$(id -u):$(id -g)}
if [ ! -e "$SITE" ]; then
  umask 077
  mkdir -p "$SITE"/{connectors,mappings,routes,config,secrets,simulators}
  cp src/main/docker/demo.yaml "$SITE/connectors/"
  keytool -genkeypair -alias demo -keyalg EC -dname CN=demo -ext san=dns:org,dns:platform,dns:localhost -validity 3650 \
    -storetype PKCS12 -keystore "$SITE/simulators/key.p12" -storepass demo-keys
  keytool -exportcert -alias demo -keystore "$SITE/simulators/key.p12" -storepass demo-keys |
    keytool -importcert -noprompt -alias demo -storetype PKCS12 -keystore "$SITE/config/trust.p12" -storepass demo-keys
  printf '%s\n' 'trust-store.path = config/trust.p12' 'trust-store.password = demo-keys' > "$SITE/config/application.properties"
  printf %s demo-secret > "$SITE/secrets/org-secret"
  printf %s demo-platform-token > "$SITE/secrets/platform-token"
  for secret in database-password console-token; do
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$SITE/secrets/$secret"
  done
  # The simulators' key is nobody's secret. The rest is for the connector's user alone, who is you, or 65532 if you are root.
  chmod -R a+rX "$SITE/simulators"
  chmod a+x "$SITE"
  [ "$(id -u)" != 0 ] || chown -R "${CONNECTOR_USER:-65532:65532}" "$SITE"/{connectors,mappings,routes,config,secrets}
fi
[ "${1:-}" != prepare ] || exit 0
compose=(docker compose)
docker compose version > /dev/null 2>&1 || compose=(docker-compose)
[ "${1:-}" != up ] || echo "Console: http://127.0.0.1:${CONSOLE_PORT:-8080}/#token=$(cat "$SITE/secrets/console-token")"
exec "${compose[@]}" --profile demo "$@"
