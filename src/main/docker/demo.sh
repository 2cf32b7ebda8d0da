#!/usr/bin/env bash
# The demo in containers, after mvn package: makes what docker-compose.yml mounts - a connector, secrets, a certificate for the
# simulators, as nothing secret travels without TLS - in target/demo, or where SITE says, and hands its arguments to docker compose:
# up, ps, logs, down -v. With prepare it only makes them.
set -euo pipefail
cd "$(dirname "$0")/../../.."
export SITE=${SITE:-./target/demo}
if [ ! -e "$SITE" ]; then
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
  # the container's user, who is not you, reads them, and writes connectors from the console
  chmod -R a+rX "$SITE"
  chmod -R a+w "$SITE/connectors"
fi
[ "${1:-}" != prepare ] || exit 0
compose=(docker compose)
docker compose version > /dev/null 2>&1 || compose=(docker-compose)
[ "${1:-}" != up ] || echo "Console: http://127.0.0.1:${CONSOLE_PORT:-8080}/#token=$(cat "$SITE/secrets/console-token")"
exec "${compose[@]}" --profile demo "$@"
