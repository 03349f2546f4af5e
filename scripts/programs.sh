# For the other scripts, which set root: paths of the programs, and a build when one is missing or out of date.
classes="$root/testing/end-to-end/target/classes"
consumer="$root/consumer/target/consumer.jar"
producer="$root/producer/target/producer.jar"
stack="$root/local-stack/target/local-stack.jar"
# Maven does not touch an unchanged jar, so that the time of the last build is kept here.
built="$root/testing/end-to-end/target/scripts-built"
build_log="$root/target/scripts-build.log"

fail() { # MESSAGE
  echo "${0##*/}: $1" >&2
  exit 1
}

# Sets java: that of JAVA_HOME, as in Maven, else that of the PATH.
find_java() {
  local path version place="on the PATH"
  [[ -z "${JAVA_HOME:-}" ]] || place="in JAVA_HOME, which is $JAVA_HOME"
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  path="$(command -v "$java")" || fail "there is no java $place: install a JDK 17 or newer, and set JAVA_HOME to it"
  path="$(readlink -f "$path")"
  version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "${path%/bin/java}/release" 2>/dev/null)" || true
  if [[ -n "$version" && "$version" -lt 17 ]]; then
    fail "$path is Java $version, which is too old: set JAVA_HOME to a JDK 17 or newer"
  fi
}

is_current() { # FILE SOURCES...: FILE exists, and no source is newer than both FILE and the last build
  local newer=(-newer "$1")
  [[ -e "$built" ]] && newer+=(-newer "$built")
  [[ -e "$1" && -z "$(cd "$root" && find "${@:2}" -type f "${newer[@]}" | head -n 1)" ]]
}

is_built() {
  local common=(common/src/main common/pom.xml pom.xml)
  is_current "$producer" producer/src/main producer/pom.xml "${common[@]}" &&
    is_current "$consumer" consumer/src/main consumer/pom.xml "${common[@]}" &&
    is_current "$stack" local-stack/src/main local-stack/pom.xml local-stack/*/pom.xml local-stack/*/src pom.xml &&
    is_current "$classes/io/orderpipeline/testing/demo/DemoMain.class" testing/end-to-end/src/main &&
    [[ -d "$root/testing/end-to-end/target/lib" ]]
}

# Prints what Maven does, every few seconds. On a terminal in one line.
show_progress() {
  local line status limit=() module="" doing="starting Maven" fetched=0 next=0 start=$SECONDS
  # Before Bash 4, the end of the time looks like the end of the input.
  ((BASH_VERSINFO[0] < 4)) || limit=(-t 1)
  while true; do
    status=0
    IFS= read -r ${limit[@]+"${limit[@]}"} line || status=$?
    ((status == 0 || status > 128)) || break
    case "$line" in
      "[INFO] Building jar:"*) ;;
      "[INFO] Building "*) module="b$(tr -s ' ' <<<"${line#\[INFO\] B}")" doing="$module" ;;
      "[INFO] --- "*) line="${line#\[INFO\] --- }" line="${line%% *}" doing="${module:+$module, }${line##*:}" ;;
      *"Downloaded from"*) fetched=$((fetched + 1)) ;;
    esac
    if ((SECONDS - start >= next)); then
      print_progress $((SECONDS - start)) "$doing" "$fetched"
      next=$((SECONDS - start + 5))
    fi
  done
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

print_progress() { # SECONDS DOING FETCHED
  local text
  text="$(printf '  %3d s  %s' "$1" "$2")"
  (($3 == 0)) || text+="; fetched $3 files"
  if [[ -t 2 ]]; then printf '\r\033[K%s' "$text" >&2; else echo "$text" >&2; fi
}

# The output goes to a file. A failure is one line.
run_maven() { # ARGUMENTS
  command -v mvn >/dev/null || fail "there is no mvn on the PATH: install Maven 3.8 or newer"
  { mkdir -p "${build_log%/*}" && : >"$build_log"; } 2>/dev/null ||
    fail "cannot write $build_log: make the directory writable, or use a copy of the repository that is"
  # Some versions of Maven print a terminal control sequence at the end, also to files.
  MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.noreset=true" mvn -B -Dstyle.color=never "$@" 2>&1 </dev/null |
    tee "$build_log" | show_progress || fail "the build failed: $(build_failure) (all output: $build_log)"
}

build_failure() {
  local reason
  reason="$(sed -n 's/^\[ERROR\] *//p' "$build_log" | sed '/^$/d' | head -n 1 | cut -c 1-300)"
  case "$(<"$build_log")" in
    *"Could not create local repository"* | *"LocalRepositoryNotAccessible"*)
      echo "Maven cannot write its repository, by default ~/.m2/repository; set another with MAVEN_OPTS=-Dmaven.repo.local=DIRECTORY" ;;
    *"Unknown host"* | *"in offline mode"* | *"Could not transfer"* | *"Network is unreachable"*)
      echo "Maven cannot fetch a file that it does not have yet. The first build needs the network; behind a proxy, set it in ~/.m2/settings.xml" ;;
    *"No compiler is provided"*)
      echo "Maven runs on a Java without a compiler; set JAVA_HOME to a JDK 17 or newer" ;;
    *) echo "${reason:-Maven printed nothing}" ;;
  esac
}

build() { # MODULES, separated by commas
  echo "Building what is missing: about a minute, or five with an empty Maven repository." >&2
  run_maven -f "$root/pom.xml" -Pquick -Dmaven.test.skip=true -pl "$1" -am package
}

# The schema registry is part of the build only for integration tests.
fetch_schema_registry() {
  local runtime="$root/local-stack/schema-registry-runtime"
  if [[ "$runtime/target/fetched" -nt "$runtime/pom.xml" ]]; then return; fi
  echo "Fetching the schema registry: 142 MB the first time." >&2
  run_maven -f "$runtime/pom.xml" dependency:unpack@schema-registry
  touch "$runtime/target/fetched"
}

build_what_is_missing() {
  if (cd "$root" && is_built); then return; fi
  build producer,consumer,local-stack,testing/end-to-end
  touch "$built"
}

find_java
