# What labs/run and labs/test need before they can start: root, packages, JDK 25, a build. Sourced by bash.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
started=$EPOCHREALTIME
{ : <&0; } 2>/dev/null || exec </dev/null # a closed standard input would be taken by the next file

say() { printf '%s\n' "$*" >&2; }
die() { say "$program: $*"; exit 1; }

# Seconds since a time of $EPOCHREALTIME, with one decimal.
since() {
  local micros=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf '%d.%d' $((micros / 1000000)) $((micros / 100000 % 10))
}

is_root() { [[ $EUID -eq 0 ]]; }

need_root() {
  is_root || die "must be root: it makes network namespaces (sudo $program ...)"
}

# The packages whose commands or libraries are missing, installed with one apt-get update. Says why not, and fails, if it can't.
install_packages() { # PACKAGE=TEST...  (TEST: a command on the PATH or an absolute path)
  local entry name test missing=()
  for entry in "$@"; do
    name=${entry%%=*} test=${entry#*=}
    if [[ $test == /* ]]; then [[ -e $test ]] || missing+=("$name"); else command -v "$test" >/dev/null || missing+=("$name"); fi
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if ! is_root || ! command -v apt-get >/dev/null; then
    say "missing: ${missing[*]}; install them (this script does it as root where there is apt-get)"
    return 1
  fi
  say "installing: ${missing[*]}"
  local policy=/usr/sbin/policy-rc.d made= log ok=1
  log=$(mktemp)
  if [[ ! -e $policy ]]; then # so that no packaged daemon starts in the machine itself
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made=1
  fi
  { apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null || ok=
  [[ -z $made ]] || rm -f "$policy"
  if [[ -z $ok ]]; then
    { grep -m 4 '^[EW]:' "$log" || tail -n 4 "$log"; } >&2
    say "apt-get could not install ${missing[*]}: see above. Is this machine online, with Debian's package sources?"
  fi
  rm -f "$log"
  [[ -n $ok ]]
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 \
    -o Acquire::https::Timeout=20 "$@"
}

lab_packages() {
  install_packages frr=/usr/lib/frr/bgpd bird2=bird wireguard-tools=wg wireguard-go=wireguard-go nftables=nft \
    libnftables1="$(libnftables)" iproute2=ip iperf3=iperf3 iputils-ping=ping procps=ps util-linux=nsenter mount=mount hostname=hostname
}

# What labs want beyond that: the file packages in a lab's folder. Without it that lab is skipped.
labs_packages() { # [LAB...], all of them by default
  local lab wanted
  [[ $# -gt 0 ]] || set -- $(ls "$root/labs")
  for lab in "$@"; do
    lab=${lab##*/} lab=${lab%.clab.y*ml}
    [[ -n $lab && -r $root/labs/$lab/packages ]] || continue
    mapfile -t wanted < <(grep -Ev '^[[:space:]]*(#|$)' "$root/labs/$lab/packages")
    install_packages "${wanted[@]}" || say "the lab $lab is skipped, if it can't do without"
  done
}

# What the runner's verbs capture and clock need. Without them their tests are skipped.
verb_tools() {
  install_packages tcpdump=tcpdump faketime=faketime || say "no tcpdump or faketime: capture and clock need them"
}

libnftables() {
  local file
  for file in /usr/lib/*/libnftables.so.1; do break; done
  echo "${file:-/usr/lib/libnftables.so.1}"
}

# Sets JAVA_HOME to a JDK of 25 or later.
find_java() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  if is_root && command -v apt-get >/dev/null; then
    [[ -n $(apt-cache policy openjdk-25-jdk-headless 2>/dev/null) ]] || apt_get update >/dev/null 2>&1 || true
    if apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then
      install_packages openjdk-25-jdk-headless=/usr/lib/jvm/java-25-openjdk-none || exit 1
      for candidate in /usr/lib/jvm/*; do
        if is_jdk_25 "$candidate"; then
          export JAVA_HOME=$candidate
          return
        fi
      done
    fi
  fi
  die "Warren needs JDK 25 and finds none in JAVA_HOME or /usr/lib/jvm, nor a package of it here: install one (for example from https://adoptium.net) and set JAVA_HOME"
}

is_jdk_25() {
  [[ -n $1 && -x $1/bin/javac && -r $1/release ]] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [[ ${version:-0} -ge 25 ]]
}

need_maven() { install_packages maven=mvn; }

maven() {
  ( # Maven's escape sequences are taken out: it writes some to files, too
    set -o pipefail
    cd "$root" || exit
    mvn -Dstyle.color=never -Dorg.slf4j.simpleLogger.defaultLogLevel=warn "$@" </dev/null 2>&1 | sed -u 's/\x1b\[[0-9;]*m//g'
  )
}

stamp=$root/labs/target/built

# Around a build: the stamp gets the time of the build's start, so that what was edited meanwhile counts as newer.
begin_build() { build_began=$(date +%s.%N); }
built() { mkdir -p "${stamp%/*}" && touch -d "@$build_began" "$stamp"; }

# True if nothing is older than its sources.
is_built() {
  local newer
  [[ -e $stamp && -d $root/labs/target/lib ]] || return 1
  newer=$(find "$root/pom.xml" "$root"/{topology,bgp-speaker,wg-dataplane,router,labs}/{pom.xml,src} \
    -path '*/src/test' -prune -o -type f -newer "$stamp" -print -quit 2>/dev/null) || true
  [[ -z $newer ]]
}

# Builds what is older than its sources: the class path of the runner and the distribution of Warren. One build at a time.
build() {
  is_built && return
  need_maven || exit 1
  local begun=$EPOCHREALTIME lock
  mkdir -p "${stamp%/*}"
  exec {lock}>"${stamp%/*}/.building"
  flock --nonblock "$lock" || { say "another build goes on; waiting for it ..."; flock "$lock"; }
  if ! is_built; then
    say "building ..."
    begin_build
    maven package -DskipTests -Dspotless.check.skip=true >&2 || die "the build failed"
    built
    say "built in $(since "$begun") s"
  fi
  exec {lock}>&-
}

# The runner: labs_main [-D...] ARGUMENTS. Replaces this shell if $replace is set, so that signals reach it.
labs_main() {
  local jar properties=()
  for jar in "$root"/labs/target/warren-labs-*.jar; do break; done
  while [[ ${1:-} == -D* ]]; do
    properties+=("$1")
    shift
  done
  ${replace:+exec} "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dwarren.root="$root" \
    "${properties[@]}" -cp "$jar:$root/labs/target/lib/*" dev.warren.labs.Main "$@"
}
