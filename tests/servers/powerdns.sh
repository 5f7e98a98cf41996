# Starts PowerDNS with a database of its own: powerdns.sh FOLDER PORT-OF-THE-API PORT-OF-DNS
set -e
cd "$1"
cat >pdns.conf <<EOT
launch=gsqlite3
gsqlite3-database=$1/pdns.sqlite3
gsqlite3-dnssec=yes
api=yes
api-key=secret
webserver=yes
webserver-address=127.0.0.1
webserver-port=$2
local-address=127.0.0.1
local-port=$3
socket-dir=$1
security-poll-suffix=
guardian=no
daemon=no
disable-syslog=yes
EOT
rm -f pdns.sqlite3
sqlite3 pdns.sqlite3 </usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
pdnsutil() { command pdnsutil --config-dir=. "$@"; }
pdnsutil create-zone example.org ns1.example.org
pdnsutil add-zone-key example.org ksk active ecdsa256
pdnsutil set-meta example.org ALLOW-AXFR-FROM AUTO-NS
pdnsutil create-slave-zone slave.example 192.0.2.5
pdnsutil import-tsig-key mytsigkey hmac-sha256 c2VjcmV0
pdnsutil add-autoprimary 192.0.2.1 ns.example.org somebody
exec pdns_server --config-dir=.
