#!/bin/sh
# Makes nginx's certificate and the authority that signs it, or checks those that are there.
# Usage: certificate.sh <folder> <name>…
#
#   ca.pem           the authority's certificate, which browsers and programs must trust
#   certificate.pem  nginx's certificate for these names and addresses
#   key.pem          its key, which only its owner can read
#   names            the names, as a sign that this script made the files
#
# The authority's key is deleted once it has signed. With it, a thief could make a certificate for any site.
set -eu
umask 077
folder=$1
shift
names="$*"
files='ca.pem certificate.pem key.pem'

fail() {
  printf '%s\n' "$1" >&2
  exit 3
}

unusable() {
  fail "The certificate in $folder cannot be used: $1. Delete the folder's files, and the next start makes new ones."
}

# subjectAltName: DNS:localhost,IP:127.0.0.1,…
alternatives() {
  for name in $names; do
    case $name in
      *:*) printf ',IP:%s' "$name" ;;
      *[!0-9.]*) printf ',DNS:%s' "$name" ;;
      *) printf ',IP:%s' "$name" ;;
    esac
  done
}

make() {
  mkdir -p "$folder"
  new=$(mktemp -d "$folder/new.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  cat >"$new/config" <<CONFIG
[req]
distinguished_name = subject
prompt = no
[subject]
O = Scale-out lab
CN = Scale-out lab $(date -u '+%Y-%m-%d %H:%M:%S')
[authority]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = $(alternatives | cut -c2-)
CONFIG
  for key in ca key; do openssl ecparam -name prime256v1 -genkey -noout -out "$new/$key.key"; done
  # Browsers accept at most 398 days, and Apple's at most 825 under an authority that a person added.
  openssl req -new -x509 -sha256 -days 365 -key "$new/ca.key" -out "$new/ca.pem" \
    -config "$new/config" -extensions authority
  openssl req -new -sha256 -key "$new/key.key" -out "$new/request.pem" -config "$new/config"
  openssl x509 -req -sha256 -days 365 -in "$new/request.pem" -out "$new/certificate.pem" \
    -CA "$new/ca.pem" -CAkey "$new/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
    -extfile "$new/config" -extensions server 2>"$new/log" || fail "openssl: $(cat "$new/log")"
  mv "$new/key.key" "$new/key.pem"
  printf '%s' "$names" >"$new/names"
  chmod 644 "$new/ca.pem" "$new/certificate.pem" "$new/names"
  for file in $files names; do mv "$new/$file" "$folder/$file"; done
}

check() {
  for file in $files; do [ -r "$folder/$file" ] || unusable "$file is missing, or cannot be read"; done
  for file in ca.pem certificate.pem; do
    openssl x509 -in "$folder/$file" -noout 2>/dev/null || unusable "$file holds no certificate"
    openssl x509 -in "$folder/$file" -noout -checkend 0 >/dev/null || unusable "$file has expired"
  done
  openssl verify -CAfile "$folder/ca.pem" "$folder/certificate.pem" >/dev/null 2>&1 ||
    unusable 'ca.pem did not sign certificate.pem'
  [ "$(openssl pkey -in "$folder/key.pem" -pubout 2>/dev/null)" = \
    "$(openssl x509 -in "$folder/certificate.pem" -noout -pubkey)" ] ||
    unusable 'key.pem is not the key of certificate.pem'
}

command -v openssl >/dev/null || fail 'openssl: not found. Install it to use LAB_TLS=on, or start without.'
# Files without `names` are a person's own, and are left alone.
if [ -e "$folder/names" ] && [ "$(cat "$folder/names")" != "$names" ]; then
  make
elif ! ls "$folder"/*.pem >/dev/null 2>&1; then
  make
fi
check
