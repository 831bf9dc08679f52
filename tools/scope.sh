#!/bin/sh
# Says what differs between a commit and HEAD: `scope=content` when it is plain files in content/
# alone, else `scope=program`, and why on standard error. `tools/scope.sh COMMIT` names the commit;
# without one, it is the commit that the site at $SITEURL says it was made of. In doubt, program.
set -u
cd "$(dirname "$0")/.."

program() {
    echo "the program is tested: $1" >&2
    echo scope=program
    exit
}

since=${1-}
if [ -z "$since" ]; then
    site=${SITEURL-}
    since=$(curl --fail --silent --location --proto =http,https --max-time 20 --max-filesize 200 \
        "${site%/}/commit.txt") || program "no site says of which commit it was made"
    case "${#since}:$since" in
        *:*[!0-9a-f]*) program "the site names no commit" ;;
        40:* | 64:*) ;;
        *) program "the site names no commit" ;;
    esac
fi
since=$(git rev-parse --quiet --verify "$since^{commit}") || program "no such commit is in this clone"
git merge-base --is-ancestor "$since" HEAD || program "$since is not in the history of HEAD"

# A tree names all that it holds: what is moved, removed, linked or made executable, too.
before=$(git ls-tree --full-tree "$since") || program "the files of $since cannot be listed"
after=$(git ls-tree --full-tree HEAD) || program "the files of HEAD cannot be listed"
content=$(git ls-tree --full-tree -r HEAD content/) || program "content/ cannot be listed"
tab=$(printf '\t')
beside() { printf '%s\n' "$1" | sed "/^040000 tree [0-9a-f]*${tab}content\$/d"; }

[ -n "$content" ] || program "there is no content/"
[ "$(beside "$before")" = "$(beside "$after")" ] || program "files beside content/ differ from $since"
[ -z "$(printf '%s' "$content" | sed '/^100644 blob /d')" ] || program "content/ holds more than plain files"
echo scope=content
