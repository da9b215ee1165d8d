#!/usr/bin/env bash
# Signs in, provisions an instance, waits, prints its login details, stops it. Needs curl only.
#
#   samples/provision.sh [API] [USERNAME] [PASSWORD] [CONFIGURATION]
set -euo pipefail

api=${1:-http://localhost:8081}
username=${2:-ada}
password=${3:-Ada-lovelace-1815}
configuration=${4:-nginx}

# Prints the value of a JSON field that holds a string; enough for the answers used here.
field() {
  sed -n 's/.*"'"$1"'" *: *"\(\([^"\\]\|\\.\)*\)".*/\1/p' | head -n 1
}

# Prints the answer; when it is a problem, the problem goes to the terminal and the walk ends.
call() {
  local method=$1 path=$2 answer
  shift 2
  if ! answer=$(curl --silent --show-error --fail-with-body --max-time 40 \
    --request "$method" "$api$path" --header "Authorization: Bearer ${token:-}" \
    --header 'Content-Type: application/json' "$@"); then
    printf '%s\n' "$answer" >&2
    return 1
  fi
  printf '%s\n' "$answer"
}

# Waits for the end of an execution and says each time where it stands.
await() {
  local answer state
  while :; do
    answer=$(call GET "/executions/$1?wait=20")
    # The first "state" is the execution's own, those after it are its steps'.
    state=${answer#*\"state\":\"}
    state=${state%%\"*}
    echo "  $state" >&2
    case $state in
      SUCCEEDED) return 0 ;;
      FAILED) printf '%s\n' "$answer" >&2; return 1 ;;
    esac
  done
}

echo "Signing in as $username at $api"
token=$(call POST /sessions \
  --data "{\"username\":\"$username\",\"password\":\"$password\",\"client\":\"web\"}" | field accessToken)
if [ -z "$token" ]; then
  echo "There is more to answer for this user, such as a new password: sign in on the web page first." >&2
  exit 1
fi

echo "Provisioning an instance of $configuration"
# The key makes the request safe to repeat: the same key is the same execution.
execution=$(call POST /executions --header "Idempotency-Key: sample-$$-$(date +%s)" \
  --data "{\"kind\":\"provision\",\"configuration\":\"$configuration\"}")
id=$(field id <<<"$execution")
await "$id"

echo "Its login details, shown once:"
call POST "/instances/$id/login"

echo "Stopping it"
stop=$(call POST /executions --header "Idempotency-Key: sample-stop-$$-$(date +%s)" \
  --data "{\"kind\":\"stop\",\"instanceId\":\"$id\"}" | field id)
await "$stop"
echo "Done: nothing of it runs."
