#!/bin/bash
# Records what routers send to us; see README.md. record.sh CLASSPATH DIRECTORY NAME...
# NAME is frr8, frr10, bird2, bird3 or gobgp3. The newer ones are in a Debian trixie tree, TREE (/opt/trixie).
set -euo pipefail
CLASSPATH=$1 OUT=$2 TREE=${TREE:-/opt/trixie}; shift 2
A=rec-a B=rec-b W=$TREE/tmp/rec JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
STARTED=()

clean() {
    for pid in "${STARTED[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
    STARTED=()
    ip netns del $A 2>/dev/null || true
    ip netns del $B 2>/dev/null || true
    rm -rf "$W"
}
trap clean EXIT

network() {
    ip netns add $A; ip netns add $B
    ip link add v0 netns $A type veth peer name v0 netns $B
    for side in "$A 1" "$B 2"; do
        read -r name host <<<"$side"
        ip -n "$name" link set lo up
        ip -n "$name" addr add 192.0.2.$host/24 dev v0
        ip -n "$name" addr add 2001:db8:1::$host/64 dev v0 nodad
        ip -n "$name" link set v0 up
    done
    mkdir -p "$W"; chmod 777 "$W"
}

in_tree() { case $NAME in *10 | *3) chroot "$TREE" "$@" ;; *) "$@" ;; esac; }
theirs() {
    case $NAME in *10 | *3) set -- chroot "$TREE" "$@" ;; esac
    ip netns exec $B "$@" >>"$W/log" 2>&1 &
    STARTED+=($!)
}
path() { case $NAME in *10 | *3) echo "/tmp/rec/$1" ;; *) echo "$W/$1" ;; esac; }

bird_conf() { # transport
    local peer=192.0.2.1 own=192.0.2.2
    [ "$1" = v6 ] && peer=2001:db8:1::1 own=2001:db8:1::2
    cat <<CONF
log stderr all;
router id 10.0.0.2;
protocol device {}
filter marked {
  bgp_community.add((64600, 100)); bgp_community.add((65535, 65281)); bgp_community.delete((65535, 65281));
  bgp_ext_community.add((rt, 64600, 1)); bgp_ext_community.add((ro, 10.0.0.2, 2)); bgp_ext_community.add((generic, 0x43000000, 7));
  bgp_large_community.add((64600, 1, 2)); bgp_large_community.add((4200000000, 3, 4));
  bgp_med = 50; bgp_path.prepend(64700); bgp_path.prepend(4200000000); bgp_origin = ORIGIN_EGP;
  accept;
}
protocol static plain4 { ipv4; route 172.20.0.0/24 unreachable; route 172.20.1.0/24 unreachable; route 0.0.0.0/0 unreachable; }
protocol static plain6 { ipv6; route 2001:db8:a00::/48 unreachable; route 2001:db8:a01::/48 unreachable; route ::/0 unreachable; }
protocol static marked4 { ipv4 { import filter marked; }; route 172.21.0.0/16 unreachable; route 172.21.5.128/25 unreachable; }
protocol static marked6 { ipv6 { import filter marked; }; route 2001:db8:b00::/40 unreachable; route 2001:db8:c00::1/128 unreachable; }
protocol static gone4 { ipv4; route 172.22.0.0/24 unreachable; route 172.22.1.0/24 unreachable; }
protocol static gone6 { ipv6; route 2001:db8:d00::/48 unreachable; route 2001:db8:d01::/48 unreachable; }
protocol bgp warren {
  local $own as 64600;
  neighbor $peer as 64512;
  connect delay time 1;
  graceful restart on;
  ipv4 { import all; export all; next hop self; next hop address 192.0.2.2; };
  ipv6 { import all; export all; next hop self; next hop address 2001:db8:1::2; };
}
CONF
}

start_bird() {
    bird_conf "$1" >"$W/conf"
    theirs bird -f -c "$(path conf)" -s "$(path ctl)"
}
withdraw_bird() {
    in_tree birdc -s "$(path ctl)" disable gone4 >/dev/null
    in_tree birdc -s "$(path ctl)" disable gone6 >/dev/null
}

frr_conf() { # transport
    local peer=192.0.2.1
    [ "$1" = v6 ] && peer=2001:db8:1::1
    cat <<CONF
frr defaults traditional
bgp community-list standard none permit no-export
route-map MARKED permit 10
 set community 64600:100 blackhole graceful-shutdown
 set large-community 64600:1:2 4200000000:3:4
 set extcommunity rt 64600:1 10.0.0.2:2
 set extcommunity soo 64600:3
 set as-path prepend 64700 4200000000
 set metric 50
 set origin incomplete
route-map OUT permit 10
 set ip next-hop 192.0.2.2
 set ipv6 next-hop global 2001:db8:1::2
router bgp 64600
 bgp router-id 10.0.0.2
 bgp graceful-restart
 no bgp ebgp-requires-policy
 no bgp network import-check
 neighbor $peer remote-as 64512
 neighbor $peer timers connect 1
 address-family ipv4 unicast
  network 172.20.0.0/24
  network 172.20.1.0/24
  network 0.0.0.0/0
  network 172.21.0.0/16 route-map MARKED
  network 172.21.5.128/25 route-map MARKED
  network 172.22.0.0/24
  network 172.22.1.0/24
  aggregate-address 172.20.0.0/16
  neighbor $peer activate
  neighbor $peer route-map OUT out
 exit-address-family
 address-family ipv6 unicast
  network 2001:db8:a00::/48
  network 2001:db8:a01::/48
  network ::/0
  network 2001:db8:b00::/40 route-map MARKED
  network 2001:db8:c00::1/128 route-map MARKED
  network 2001:db8:d00::/48
  network 2001:db8:d01::/48
  aggregate-address 2001:db8:a00::/39
  neighbor $peer activate
  neighbor $peer route-map OUT out
 exit-address-family
CONF
}
start_frr() {
    frr_conf "$1" >"$W/conf"
    theirs /usr/lib/frr/zebra -u root -g root -z "$(path z)" --vty_socket "$(path .)" -i "$(path zp)" -A 127.0.0.1 -P 0
    sleep 1
    theirs /usr/lib/frr/bgpd -S -u root -g root -z "$(path z)" --vty_socket "$(path .)" -i "$(path bp)" -A 127.0.0.1 -P 0 -f "$(path conf)"
}
withdraw_frr() {
    in_tree vtysh --vty_socket "$(path .)" -c "configure terminal" -c "router bgp 64600" \
        -c "address-family ipv4 unicast" -c "no network 172.22.0.0/24" -c "no network 172.22.1.0/24" -c "exit-address-family" \
        -c "address-family ipv6 unicast" -c "no network 2001:db8:d00::/48" -c "no network 2001:db8:d01::/48" >/dev/null
}

gobgp() { ip netns exec $B chroot "$TREE" gobgp "$@" >>"$W/log"; }
start_gobgp() {
    cat >"$W/conf" <<CONF
[global.config]
as=64600
router-id="10.0.0.2"
[[neighbors]]
[neighbors.config]
neighbor-address="192.0.2.1"
peer-as=64512
[neighbors.graceful-restart.config]
enabled=true
restart-time=120
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name="ipv4-unicast"
[neighbors.afi-safis.mp-graceful-restart.config]
enabled=true
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name="ipv6-unicast"
[neighbors.afi-safis.mp-graceful-restart.config]
enabled=true
CONF
    theirs gobgpd -f /tmp/rec/conf
    sleep 2
    for p in 172.20.0.0/24 172.20.1.0/24 0.0.0.0/0 172.22.0.0/24 172.22.1.0/24; do gobgp global rib add $p nexthop 192.0.2.2 -a ipv4; done
    for p in 2001:db8:a00::/48 2001:db8:a01::/48 ::/0 2001:db8:d00::/48 2001:db8:d01::/48; do gobgp global rib add $p nexthop 2001:db8:1::2 -a ipv6; done
    local marks="community 64600:100,65535:666 large-community 64600:1:2,4200000000:3:4 med 50 aspath 64700,4200000000 origin egp"
    for p in 172.21.0.0/16 172.21.5.128/25; do gobgp global rib add $p nexthop 192.0.2.2 $marks rt 64600:1 -a ipv4; done
    for p in 2001:db8:b00::/40 2001:db8:c00::1/128; do gobgp global rib add $p nexthop 2001:db8:1::2 $marks rt 64600:1 -a ipv6; done
}
withdraw_gobgp() {
    for p in 172.22.0.0/24 172.22.1.0/24; do gobgp global rib del $p -a ipv4; done
    for p in 2001:db8:d00::/48 2001:db8:d01::/48; do gobgp global rib del $p -a ipv6; done
}

record() {
    NAME=$1
    local kind=${NAME%%[0-9]*} transport=v4
    case $NAME in frr10 | bird3) transport=v6 ;; esac
    network
    mkfifo "$W/commands"
    ip netns exec $A "$JAVA" -cp "$CLASSPATH" dev.warren.bgp.recorded.SessionRecorder "$W/recorded" 64512 <"$W/commands" >"$W/said" &
    STARTED+=($!)
    exec 7>"$W/commands"
    "start_$kind" $transport
    for _ in $(seq 300); do [ "$(grep -c 'message 2' "$W/said")" -ge 6 ] && break; sleep 0.1; done
    sleep 8
    "withdraw_$kind"
    sleep 3
    echo refresh >&7
    sleep 6
    echo end >&7
    exec 7>&-
    sleep 2
    [ -s "$W/recorded" ] || { tail -5 "$W/log" "$W/said"; exit 1; }
    cp "$W/recorded" "$OUT/$NAME.bgp"
    sort "$W/said" | uniq -c
    clean
}

for name in "$@"; do echo "== $name"; record "$name"; done
