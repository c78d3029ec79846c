# What comes before a JVM's start. Sourced by `mvnw`, by `tenon` and by the launcher of a built distribution; POSIX sh.
#
# tenon_find_jdk sets TENON_JDK to the folder of the JDK, or prints one line that says what to install and returns 1.
# Nothing is started to find out a version where the JDK's own `release` file tells it: a probe of ten JDKs would
# otherwise cost seconds at every start.

TENON_JDK_WANTED=25
# Updates of the wanted version before this one have a fault in the G1 collector: it may move an array that native code
# holds (JDK-8377811).
TENON_JDK_UPDATE=3

# Opens standard streams that are closed, so that no file of the JVM takes their places. Nobody reads what goes to
# a closed standard error; writing to a closed standard output fails as before. (The third descriptor is only tried.)
tenon_streams() {
  true 3>&2 || exec 2>/dev/null
  true 2>/dev/null 3<&0 || exec </dev/null
  true 2>/dev/null 3>&1 || exec 1</dev/null
}

# One locale everywhere. Java takes the encoding of file names and arguments from it when it starts, and no option changes
# that: without UTF-8, as in containers and cron jobs (LC_ALL=C), files whose names are not ASCII cannot be read. And the
# system's messages come in one language, the program's. macOS has no C.UTF-8 before version 14; where there is no
# command `locale` (musl) every locale's name stands for UTF-8.
tenon_locale() {
  for tenon_name in C.UTF-8 C.utf8 en_US.UTF-8; do
    tenon_charset=$(LC_ALL=$tenon_name locale charmap 2>/dev/null) || tenon_charset=UTF-8
    if [ "$tenon_charset" = UTF-8 ]; then
      LC_ALL=$tenon_name
      export LC_ALL
      return 0
    fi
  done
}

# The major version of the JDK in folder $1 into $tenon_major, empty where it is no JDK that can build and run Tenon, and
# into $tenon_old whether it is an update with the fault.
tenon_jdk_version() {
  tenon_major=
  tenon_old=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  tenon_version=
  tenon_modules=
  if [ -r "$1/release" ]; then
    while IFS= read -r tenon_line || [ -n "$tenon_line" ]; do
      case $tenon_line in
        JAVA_VERSION=*) tenon_version=${tenon_line#JAVA_VERSION=} ;;
        MODULES=*) tenon_modules=${tenon_line#MODULES=} ;;
      esac
    done <"$1/release"
    # A runtime image that was cut down has no Vector API.
    case $tenon_modules in
      '' | *jdk.incubator.vector*) ;;
      *) return 0 ;;
    esac
  else
    tenon_version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.version = //p')
  fi
  tenon_version=${tenon_version#\"}
  tenon_version=${tenon_version%\"}
  tenon_major=${tenon_version%%[!0-9]*}
  [ "$tenon_major" = "$TENON_JDK_WANTED" ] || return 0
  case $tenon_version. in
    "$TENON_JDK_WANTED".0.*)
      tenon_update=${tenon_version#*.*.}
      tenon_update=${tenon_update%%[!0-9]*}
      [ "${tenon_update:-0}" -ge "$TENON_JDK_UPDATE" ] || tenon_old=yes
      ;;
    "$TENON_JDK_WANTED".*.*) ;;
    *) tenon_old=yes ;;
  esac
}

# Takes folder $1 if it holds a JDK that is new enough.
tenon_take_jdk() {
  tenon_jdk_version "$1"
  [ -n "$tenon_major" ] && [ "$tenon_major" -ge "$TENON_JDK_WANTED" ] || return 1
  TENON_JDK=$1
}

# The same, but puts an update with the fault aside, in $tenon_aside, for where nothing better is found.
tenon_try_jdk() {
  tenon_take_jdk "$1" || return 1
  [ -n "$tenon_old" ] || return 0
  TENON_JDK=
  [ -n "$tenon_aside" ] || tenon_aside=$1
  return 1
}

# One line if the JDK that was found has the fault.
tenon_caution_jdk() {
  tenon_jdk_version "$TENON_JDK"
  [ -z "$tenon_old" ] ||
    echo "tenon: the JDK $tenon_version in $TENON_JDK may move arrays that native code holds when it runs with the G1 collector (JDK-8377811): install $TENON_JDK_WANTED.0.$TENON_JDK_UPDATE or later" >&2
}

# The folder of the JDK that holds the `java` on the path, following symbolic links.
tenon_jdk_on_path() {
  tenon_java=$(command -v java) || return 1
  while [ -L "$tenon_java" ]; do
    tenon_link=$(readlink "$tenon_java") || return 1
    case $tenon_link in
      /*) tenon_java=$tenon_link ;;
      *) tenon_java=$(dirname "$tenon_java")/$tenon_link ;;
    esac
  done
  tenon_home=$(CDPATH= cd "$(dirname "$tenon_java")/.." && pwd -P)
}

tenon_find_jdk() {
  TENON_JDK=
  tenon_aside=
  # What somebody set on purpose is taken or refused, never passed over.
  if [ -n "${TENON_JAVA_HOME:-}" ]; then
    tenon_take_jdk "$TENON_JAVA_HOME" && return 0
    echo "tenon: TENON_JAVA_HOME=$TENON_JAVA_HOME is not a JDK $TENON_JDK_WANTED or newer: point it at one, or unset it" >&2
    return 1
  fi
  [ -n "${JAVA_HOME:-}" ] && tenon_try_jdk "$JAVA_HOME" && return 0
  tenon_jdk_on_path && tenon_try_jdk "$tenon_home" && return 0

  # The usual folders. The wanted version wins over newer ones, which nobody has tested yet.
  tenon_newer=
  for tenon_home in \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.gradle/jdks/* \
    "${HOME:-}"/.asdf/installs/java/* "${HOME:-}"/.local/share/mise/installs/java/* \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if tenon_try_jdk "$tenon_home"; then
      [ "$tenon_major" -eq "$TENON_JDK_WANTED" ] && return 0
      [ -n "$tenon_newer" ] || tenon_newer=$tenon_home
    fi
  done
  # What Maven's toolchains name.
  if [ -r "${HOME:-}/.m2/toolchains.xml" ]; then
    while IFS= read -r tenon_home; do
      tenon_try_jdk "$tenon_home" && return 0
    done <<TOOLCHAINS
$(sed -n 's|.*<jdkHome>\(.*\)</jdkHome>.*|\1|p' "$HOME/.m2/toolchains.xml")
TOOLCHAINS
  fi
  TENON_JDK=${tenon_aside:-$tenon_newer}
  [ -z "$TENON_JDK" ] || return 0
  echo "tenon: no JDK $TENON_JDK_WANTED or newer found: install one (for example Eclipse Temurin $TENON_JDK_WANTED from https://adoptium.net, or 'sdk install java $TENON_JDK_WANTED-tem') or point JAVA_HOME at it" >&2
  return 1
}
