#!/usr/bin/env bash
# An independent check of an evidence package: unzip, sha256sum, openssl and gzip (for CRC-32).
# It knows the README of a package and the zip format, nothing of src/.
# Usage: check-package.sh PACKAGE.zip FINGERPRINT [AUTHORITY.pem]
# Prints INTACT, or FAULT and the first step that failed.
set -u
export LC_ALL=C
package=$(realpath "$1") key=$2 authority=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fault() {
  echo "FAULT $1"
  exit 1
}

# 1. Unpack. Warnings count: unzip repairs what it can, evidence must not need it.
unzip -qq -n "$package" -d "$work/files" >"$work/unzip" 2>&1 </dev/null || fault unzip
[ -s "$work/unzip" ] && fault unzip
cd "$work/files" || fault unzip

# 2. The key.
openssl pkey -pubin -in signature/public-key.pem -outform DER -out "$work/key.der" 2>/dev/null || fault key
[ "$(sha256sum <"$work/key.der" | cut -c1-64)" = "$key" ] || fault key

# 3. The signature over the list, and the list over the files.
openssl dgst -sha256 -verify signature/public-key.pem -signature signature/SHA256SUMS.sig \
  SHA256SUMS >/dev/null 2>&1 || fault signature
sha256sum --check --strict --quiet SHA256SUMS >/dev/null 2>&1 || fault files

# 4. No file that nobody signed.
find . -type f | cut -c3- | sort >"$work/here"
{
  cut -c67- SHA256SUMS
  printf '%s\n' SHA256SUMS signature/SHA256SUMS.sig
  if grep -q '"timeStamp":"rfc3161"' datapackage.json; then
    printf '%s\n' timestamp.tsr signature/timestamp.sig
  fi
} | sort >"$work/listed"
cmp -s "$work/here" "$work/listed" || fault listing
[ -z "$(find . -mindepth 1 ! -type f ! -type d)" ] || fault listing

# 5. The time stamp.
if [ -e timestamp.tsr ]; then
  openssl dgst -sha256 -verify signature/public-key.pem -signature signature/timestamp.sig \
    timestamp.tsr >/dev/null 2>&1 || fault timestamp
  if [ -n "$authority" ]; then
    openssl ts -verify -data signature/SHA256SUMS.sig -in timestamp.tsr -CAfile "$authority" \
      >/dev/null 2>&1 || fault timestamp
  fi
fi

# 6. The chain of the log, line by line (slow; the list above covers the file already).
if [ -n "${CHECK_CHAIN:-}" ]; then
  previous=$(printf '0%.0s' {1..64})
  while IFS= read -r line; do
    case $line in *"\"previous\":\"$previous\""*) ;; *) fault chain ;; esac
    previous=$(printf '%s' "$line" | sha256sum | cut -c1-64)
  done <log.jsonl
  grep -q "\"hash\":\"$previous\"" datapackage.json || fault chain
fi

# 7. The container: written again from the files, it must be the same bytes. "FAULT container" therefore
#    says that steps 1 to 6 hold: the files are what was signed, in a zip that was made anew.
le2() { printf "\\\\x%02x\\\\x%02x" $(($1 & 255)) $(($1 >> 8 & 255)); }
le4() { printf "\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x" $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)); }
at=0 count=0
: >"$work/directory"
{
  while IFS= read -r path; do
    size=$(stat -c %s "$path")
    crc=$(gzip -1 -n -c "$path" | tail -c 8 | od -An -v -tx1 -N4 | sed 's/ /\\x/g')
    # Version 2.0, no flags, stored, 1980-01-01 00:00, checksum, sizes, name.
    common="\\x14\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x21\\x00$crc$(le4 "$size")$(le4 "$size")$(le2 ${#path})\\x00\\x00"
    printf "PK\\x03\\x04$common%s" "$path"
    cat "$path"
    printf "PK\\x01\\x02\\x14\\x00$common\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00$(le4 $at)%s" "$path" >>"$work/directory"
    at=$((at + 30 + ${#path} + size)) count=$((count + 1))
  done <"$work/here"
  cat "$work/directory"
  printf "PK\\x05\\x06\\x00\\x00\\x00\\x00$(le2 $count)$(le2 $count)$(le4 "$(stat -c %s "$work/directory")")$(le4 $at)\\x00\\x00"
} >"$work/again.zip"
cmp -s "$work/again.zip" "$package" || fault container
echo INTACT
