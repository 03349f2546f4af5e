# For the other scripts, which set root: paths of the programs, and a build when one is missing or out of date.
classes="$root/testing/end-to-end/target/classes"
consumer="$root/consumer/target/consumer.jar"
producer="$root/producer/target/producer.jar"
stack="$root/local-stack/target/local-stack.jar"
# Maven does not touch an unchanged jar, so that the time of the last build is kept here.
built="$root/testing/end-to-end/target/scripts-built"

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

run_maven() { # ARGUMENTS
  # Some versions of Maven print a terminal control sequence at the end, also to files.
  MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.noreset=true" mvn -q -B -ntp -Dstyle.color=never "$@" >&2
}

build() { # MODULES, separated by commas
  echo "Building what is missing, which takes a minute or two the first time." >&2
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
