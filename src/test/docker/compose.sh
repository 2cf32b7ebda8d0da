#!/usr/bin/env bash
# docker-compose.yml for real, after mvn package: an engine of its own in a network namespace, all containers of the profile demo, each killed
# and started again in the middle of a run; in the end the platform has everybody, and a further run finds nothing to do.
# Images are made here: a JRE without a shell (by jlink), PostgreSQL of Debian's packages. Nothing is pulled. Needs root and
# apt-get install docker.io docker-compose debootstrap iptables iproute2 curl jq; where an engine cannot be started it says so and ends with 0.
set -euo pipefail
cd "$(dirname "$0")/../../.."

skip() { echo "compose.sh: skipped, $1"; [ "${CI:-}" != true ]; exit; }
fail() { echo "compose.sh: FAILED, $1" >&2; exit 1; }
say() { echo "compose.sh: ${SECONDS}s $1"; }

[ "$(id -u)" = 0 ] || skip "an engine needs root"
for tool in docker dockerd docker-compose debootstrap iptables ip nsenter unshare curl jq jlink keytool; do
  command -v $tool > /dev/null || skip "there is no $tool"
done
[ -e target/salesforce-connector.jar ] || fail "mvn package -DskipTests comes first"

work=$(mktemp -d)
net=connector-test-$$
site=$work/site
export DOCKER_HOST=unix://$work/docker.sock COMPOSE_PROJECT_NAME=connector-test COMPOSE_PROFILES=demo SITE=$site
export JRE_IMAGE=jre-without-shell POSTGRES_IMAGE=debian-postgres CONNECTOR_IMAGE=connector-under-test
export DEMO_USERS=10000 DEMO_PAGE_DELAY=400

cleanup() {
  local code=$?
  trap - EXIT
  [ $code = 0 ] || docker-compose logs --no-color --tail=40 2> /dev/null || true
  docker-compose down -v --timeout 5 > /dev/null 2>&1 || true
  if [ -n "${engine:-}" ]; then
    kill "$engine" 2> /dev/null || true
    wait "$engine" 2> /dev/null || true
  fi
  ip netns del $net 2> /dev/null || true
  rm -rf "$work"
  exit $code
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# --- the engine: bridges, NAT and mounts of its own, so nothing of this machine changes
ip netns add $net 2> "$work/netns.log" || skip "no network namespace: $(cat "$work/netns.log")"
ip -n $net link set lo up
nsenter --net=/run/netns/$net unshare --mount --propagation private dockerd --iptables=true --host "$DOCKER_HOST" \
  --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" > "$work/dockerd.log" 2>&1 &
engine=$!
for _ in $(seq 60); do
  docker info > /dev/null 2>&1 && break
  kill -0 $engine 2> /dev/null || break
  sleep 0.5
done
docker info > /dev/null 2>&1 || skip "the engine does not start: $(tail -1 "$work/dockerd.log")"
inside() { nsenter --net=/run/netns/$net "$@"; }

# --- images
say "images"
jlink --add-modules ALL-MODULE-PATH --strip-debug --no-man-pages --no-header-files --output "$work/jre/opt/java" > /dev/null
mkdir -m 1777 "$work/jre/tmp"
ldd "$work"/jre/opt/java/{bin/java,bin/keytool,lib/server/libjvm.so,lib/libnet.so,lib/libnio.so,lib/libzip.so} |
  awk '/=> \//{print $3} $1 ~ /^\/.*ld-linux/{print $1}' | grep -v "^$work" | sort -u |
  tar -C "$work/jre" -chf "$work/jre.tar" --files-from - opt/java tmp 2> /dev/null
docker import -c 'ENV PATH=/opt/java/bin' "$work/jre.tar" $JRE_IMAGE > /dev/null
base=target/docker/debian-postgresql.tar
if [ ! -e $base ]; then
  mkdir -p target/docker
  debootstrap --variant=minbase --include=postgresql-15 bookworm "$work/debian" > "$work/debootstrap.log" 2>&1 ||
    skip "debootstrap gets no Debian: $(tail -1 "$work/debootstrap.log")"
  tar -C "$work/debian" --exclude='./proc/*' --exclude='./sys/*' --exclude='./var/lib/postgresql/15' -cf $base.part .
  mv $base.part $base
fi
docker import $base debian-with-postgresql > /dev/null
docker build --file src/test/docker/postgres.Dockerfile --tag $POSTGRES_IMAGE src/test/docker > "$work/build.log" 2>&1 || { cat "$work/build.log"; fail "build"; }

# --- up
src/main/docker/demo.sh prepare > "$work/prepare.log" 2>&1 || { cat "$work/prepare.log"; fail "prepare"; }
# runs when asked for, and small batches, so that there is time to kill something
sed -i 's/every 1m, startTime: "00:00"/manual/; s/type: rest,/type: rest, batchSize: 20,/' "$site/connectors/demo.yaml"
docker-compose build connector > "$work/build.log" 2>&1 || { cat "$work/build.log"; fail "build"; }
say "up"
docker-compose up -d > "$work/up.log" 2>&1 || { cat "$work/up.log"; fail "up"; }

container() { docker ps -aqf "label=com.docker.compose.service=$1"; }
healthy() {
  for _ in $(seq 180); do
    [ "$(docker inspect -f '{{.State.Health.Status}}' "$(container "$1")")" = healthy ] && return
    sleep 1
  done
  fail "$1 does not become healthy"
}
simulator() { # by its address in the bridge network
  local at
  at=$(docker inspect -f "{{(index .NetworkSettings.Networks \"${COMPOSE_PROJECT_NAME}_default\").IPAddress}}" "$(container "$1")")
  inside curl --silent --fail --insecure --max-time 20 "https://$at:8443$2" "${@:3}"
}
api() { # by the published port
  inside curl --silent --max-time 20 --header "Authorization: Bearer $(cat "$site/secrets/console-token")" \
    --header 'Content-Type: application/json' "http://127.0.0.1:8080/api$1" "${@:2}"
}
users() { simulator platform /simulator/users/demo | jq -r 'keys[]' | sort; }
arrived() { users | wc -l; }
selected() { # the Ids a connector without options reads
  local token page
  token=$(simulator org /services/oauth2/token -d 'grant_type=client_credentials&client_id=demo-key&client_secret=demo-secret' | jq -r .access_token)
  page=$(simulator org /services/data/v60.0/query -G -H "Authorization: Bearer $token" --data-urlencode "q=SELECT Id FROM User WHERE
    IsActive = true AND UserType NOT IN ('Guest', 'AutomatedProcess', 'CloudIntegrationUser')")
  while jq -r '.records[].Id' <<< "$page" && [ "$(jq .done <<< "$page")" = false ]; do
    page=$(simulator org "$(jq -r .nextRecordsUrl <<< "$page")" -H "Authorization: Bearer $token")
  done
}
start_run() { # waits until the lease of one that died has ended
  for _ in $(seq 120); do
    run=$(api /connectors/demo/runs -d '{"preview": false}' | jq -r 'select(.status == "running").run' 2> /dev/null) || run=
    [ -z "$run" ] || return 0
    sleep 1
  done
  fail "no run starts: $(api /connectors/demo/runs -d '{"preview": false}')"
}
report() { api "/runs/$run" | jq -c '{status, read, unchanged, created, updated, deleted, pending, reason}' 2> /dev/null || echo '{}'; }
reached() { # a stage of the run, with some of it done
  for _ in $(seq 300); do
    [ "$(api "/runs/$run" | jq ".progress.stage == \"$1\" and .progress.done >= $2")" != true ] || return 0
    sleep 0.2
  done
  fail "the run does not come to $1: $(api "/runs/$run")"
}
ended() {
  for _ in $(seq 240); do
    [ "$(api "/runs/$run" | jq -r .status 2> /dev/null)" != running ] && [ "$(report)" != '{}' ] && return
    sleep 1
  done
  fail "the run does not end: $(api "/runs/$run")"
}
rename() { # a profile: changes a fifth of the users
  simulator org /simulator/profiles -d "{\"from\": \"$1\", \"to\": \"$2\"}" > /dev/null || fail "no profile is renamed"
}
disturb() { # kills a container in the middle of a stage and starts it again
  local victim before
  start_run
  reached "$2" 300
  before=$(arrived)
  victim=$(container "$1")
  docker kill "$victim" > /dev/null
  sleep 2
  docker start "$victim" > /dev/null
  # the record of a killed process is closed by the next run
  [ "$1" = connector ] || ended
  [ "$1" != platform ] || healthy platform
  say "$1 killed during $2, with $before users there: $(arrived) are there, run $(report)"
  [ "$(arrived)" -ge "$before" ] || fail "users were lost"
  [ -z "$(comm -23 <(users) "$work/selected")" ] || fail "somebody is there whom nobody selected"
}

for service in database org platform connector; do healthy $service; done
selected | sort > "$work/selected"
say "all healthy; $(wc -l < "$work/selected") of $DEMO_USERS users are to arrive"

# --- seen from outside: hardened, and closed without the token
for service in connector org platform; do
  docker inspect -f '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}' "$(container $service)" |
    grep -qx '65532:65532 true \[ALL\]' || fail "$service is not hardened"
  ! docker exec "$(container $service)" sh -c true > /dev/null 2>&1 || fail "$service has a shell, so this proves less than it could"
done
inside curl --silent --fail --output /dev/null http://127.0.0.1:8080/ || fail "there is no console"
[ "$(inside curl --silent --output /dev/null --write-out '%{http_code}' http://127.0.0.1:8080/api/connectors)" = 401 ] ||
  fail "the API is open without a token"
[ "$(api /connectors | jq -r '.[0].id')" = demo ] || fail "the API does not show the connector: $(api /connectors)"

# --- each container dies in the middle of a run
disturb connector apply
rename "Read Only" "Auditor"
disturb database apply
rename "Auditor" "Read Only"
disturb platform apply
disturb org read

start_run
ended
say "a run that nobody disturbs: $(report)"
report | jq -e '.status == "completed"' > /dev/null || fail "it is not completed"
users | cmp - "$work/selected" || fail "not everybody is there"
start_run
ended
report | jq -e '.status == "completed" and .read == .unchanged' > /dev/null || fail "a further run is not quiet: $(report)"

# --- a stop in the middle of a run is graceful: the run is closed, and nothing had to be killed
start_run
reached read 2000
stopped=$(container connector)
docker stop --time 45 "$stopped" > /dev/null
[ "$(docker inspect -f '{{.State.ExitCode}}' "$stopped")" != 137 ] || fail "the stop had to kill the connector"
docker start "$stopped" > /dev/null
ended
say "stopped during a run: it is $(report)"
report | jq -e '.status == "cancelled"' > /dev/null || fail "the stopped run was not closed"
say "passed: everybody is there, and a further run found nothing to do"
