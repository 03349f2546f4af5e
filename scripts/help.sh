# For the other scripts, which set root: help before the first build, and without Java.

# A test compares the file with the help of the program.
print_help() { # NAME ARGUMENTS
  local argument
  for argument in "${@:2}"; do
    if [[ "$argument" == -h || "$argument" == --help ]]; then
      cat "$root/scripts/help/$1.txt"
      exit 0
    fi
  done
}
