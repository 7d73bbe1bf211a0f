package dev.warren.bgp.lab;

import dev.warren.bgp.AddPathConfig;
import dev.warren.bgp.BfdConfig;
import dev.warren.bgp.NeighbourConfig;
import dev.warren.bgp.NeighbourGroup;
import dev.warren.bgp.NeighbourRange;
import dev.warren.bgp.Origination;
import dev.warren.bgp.RawNeighbour;
import dev.warren.bgp.RestartConfig;
import dev.warren.bgp.RouteView;
import dev.warren.bgp.Speaker;
import dev.warren.bgp.SpeakerConfig;
import dev.warren.bgp.SpeakerEvent;
import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.udp.BfdPath;
import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.DefaultRoute;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.PrivateAs;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.rib.MedRules;
import dev.warren.bgp.rib.Multipath;
import dev.warren.bgp.session.TransportSecurity;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A speaker with one neighbour in a process of its own, so that it can live in a namespace; commands on standard input. */
final class SpeakerMain {
    /** What had no path any more at some time. */
    private static final Set<Prefix> LOST = ConcurrentHashMap.newKeySet();

    /** The next hops in use, each with its share if there are several. */
    private static final Map<Prefix, String> HOPS = new ConcurrentSkipListMap<>();

    /** Neighbours by hand. */
    private static final List<RawNeighbour> BY_HAND = new ArrayList<>();

    /** In front of an option that is the second neighbour's own. */
    private static final String OWN = "second:";

    private SpeakerMain() {}

    /** Arguments: own address, own AS, neighbour's address, its AS, "passive" or "active"; then options as {@link #option} has them. */
    public static void main(String[] arguments) throws IOException {
        IpAddress own = IpAddress.parse(arguments[0]);
        Asn asn = Asn.parse(arguments[1]);
        List<String> options = List.of(arguments).subList(5, arguments.length);
        NeighbourGroup group = group(own, "192.0.2.1", "2001:db8:1::1", arguments[4], options);
        Optional<Prefix> range = options.stream()
                .filter(option -> option.startsWith("range="))
                .map(option -> Prefix.parse(option.substring(6)))
                .findFirst();
        NeighbourConfig only = NeighbourConfig.builder("peer", IpAddress.parse(arguments[2]), Asn.parse(arguments[3]))
                .group(group)
                .build();
        List<NeighbourConfig> neighbours = new ArrayList<>(range.isPresent() ? List.of() : List.of(only));
        for (String option : options) {
            if (option.startsWith("second=")) {
                String[] words = option.substring("second=".length()).split("/", -1);
                IpAddress address = IpAddress.parse(words[1]);
                NeighbourConfig.Builder second =
                        NeighbourConfig.builder("second", IpAddress.parse(words[0]), Asn.parse(words[2]));
                second.group(group).transport(t -> t.localAddress(address));
                own(second, address, options);
                neighbours.add(second.build());
            }
        }
        SpeakerConfig.Builder config = SpeakerConfig.builder(
                        asn, RouterId.parse(options.contains("same-id") ? "10.0.0.2" : "10.0.0.1"))
                .listen(new InetSocketAddress(IpAddress.ANY_V6.toInetAddress(), 179))
                .neighbours(neighbours)
                .ranges(range.stream().map(from -> range(from, group, only)).toList());
        options.forEach(option -> option(config, option.split("=", 2)));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Speaker speaker = Speaker.start(config.build())) {
            speaker.subscribe(SpeakerMain::note);
            speaker.subscribe(events -> events.forEach(SpeakerMain::hear));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                perform(speaker, line.split(" ", -1));
                System.out.println(".");
            }
        }
    }

    /** {@code cluster=ID}, {@code multipath}, {@code med=RULES}, {@code restarting}: those of the speaker. */
    private static void option(SpeakerConfig.Builder speaker, String[] option) {
        switch (option[0]) {
            case "cluster" -> speaker.clusterId(RouterId.parse(option[1]));
            case "multipath" -> speaker.multipath(new Multipath(4, false));
            case "med" -> speaker.med(new MedRules(option[1].contains("always"), option[1].contains("worst")));
            case "restarting" -> speaker.restarting(Duration.ofMinutes(1));
            default -> {
                // It is the neighbour's.
            }
        }
    }

    private static NeighbourGroup group(IpAddress own, String hopV4, String hopV6, String role, List<String> options) {
        return new NeighbourGroup("peer", builder -> {
            builder.timers(t -> t.hold(Duration.ofSeconds(9)).connectRetry(Duration.ofSeconds(1)))
                    .transport(t -> t.localAddress(own).passive(role.equals("passive")))
                    .policy(p -> p.nextHops(NextHops.of(IpAddress.parse(hopV4), IpAddress.parse(hopV6))));
            if (!options.contains("no-policy")) {
                builder.policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll()));
            }
            options.stream()
                    .filter(option -> !option.startsWith(OWN))
                    .forEach(option -> option(builder, option.split("=", 2)));
        });
    }

    /** What the second neighbour says itself after its group: without a key unless it has one of its own. */
    private static void own(NeighbourConfig.Builder second, IpAddress address, List<String> options) {
        if (!address.isLinkLocal()) {
            second.policy(
                    p -> p.nextHops(NextHops.of(IpAddress.parse("198.51.100.1"), IpAddress.parse("2001:db8:2::1"))));
        }
        if (options.stream().anyMatch(option -> option.startsWith("md5="))) {
            second.transport(t -> t.security(TransportSecurity.NONE));
        }
        options.stream()
                .filter(option -> option.startsWith(OWN))
                .forEach(option -> option(second, option.substring(OWN.length()).split("=", 2)));
    }

    private static void hear(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.BestPathChanged change) {
            String hops = change.multipath().stream()
                    .sorted(Comparator.comparing(its -> its.path().nextHop()))
                    .map(its -> its.path().nextHop() + "*" + its.weight())
                    .collect(Collectors.joining(" "));
            HOPS.remove(change.prefix());
            change.best()
                    .ifPresent(best -> HOPS.put(
                            change.prefix(), hops.isEmpty() ? best.nextHop().toString() : hops));
        }
    }

    /** Who comes from there, of any AS; remembered for a second. */
    private static NeighbourRange range(Prefix prefix, NeighbourGroup group, NeighbourConfig only) {
        return new NeighbourRange(
                prefix, only.transport().interfaceName(), PeerAs.anyExternal(), group, 10, Duration.ofSeconds(1));
    }

    /** {@code md5=FILE}, {@code ttl=HOPS}, {@code hold=SECONDS}, {@code send-hold=SECONDS}, {@code no-policy}, {@code same-id} for the router id that the other has, {@code bfd=SINGLE} or {@code bfd=MULTIPLE}, {@code limit=COUNT}, {@code limit-out=FAMILY} for one prefix, {@code v4-over-v6}, {@code unnumbered}, {@code interface=NAME}, {@code role=ROLE}, {@code strict-role}, {@code next-hop-self}, {@code as-path=LOCAL}, {@code as-sets}, {@code replaced-as=LOCAL}, {@code default-route}, {@code blackhole}, {@code restart}, {@code restarting}, {@code range=PREFIX}, {@code multipath}, {@code add-path}, {@code client}, {@code policies=NAME}, {@code exports=NAME} for the way out of these alone, {@code second=ADDRESS/OWN/AS} for one more neighbour of the same group but without its key, {@code second:OPTION} for what this one says itself on top of the group. */
    private static void option(NeighbourConfig.Builder neighbour, String[] option) {
        switch (option[0]) {
            case "md5" ->
                neighbour.transport(
                        t -> t.security(new TransportSecurity(Optional.of(Path.of(option[1])), OptionalInt.empty())));
            case "ttl" ->
                neighbour.transport(t -> t.security(
                        new TransportSecurity(Optional.empty(), OptionalInt.of(Integer.parseInt(option[1])))));
            case "hold" -> neighbour.timers(t -> t.hold(Duration.ofSeconds(Long.parseLong(option[1]))));
            case "send-hold" -> neighbour.timers(t -> t.sendHold(Duration.ofSeconds(Long.parseLong(option[1]))));
            case "bfd" -> neighbour.bfd(new BfdConfig(BfdParameters.DEFAULT, BfdPath.Hops.valueOf(option[1])));
            case "limit" -> neighbour.limits(l -> l.accepted(Integer.parseInt(option[1])));
            case "limit-out" ->
                neighbour.limits(
                        l -> l.advertised(IpFamily.valueOf(option[1]), 1).restart(Duration.ofSeconds(3)));
            case "v4-over-v6" ->
                neighbour
                        .capabilities(c -> c.extendedNextHop(true))
                        .policy(p -> p.nextHops(NextHops.of(IpAddress.parse("2001:db8:1::1"))));
            case "unnumbered" ->
                neighbour
                        .transport(t -> t.interfaceName("v0"))
                        .capabilities(c -> c.extendedNextHop(true))
                        .policy(p -> p.nextHops(NextHops.of(IpAddress.parse("fe80::1"))));
            case "interface" -> neighbour.transport(t -> t.interfaceName(option[1]));
            case "role" -> neighbour.policy(p -> p.role(Role.valueOf(option[1])));
            case "as-path" ->
                neighbour.policy(p ->
                        p.asPath(new AsPathRules(1, Optional.of(LocalAs.of(Asn.parse(option[1]))), PrivateAs.KEEP)));
            case "as-sets" -> neighbour.policy(p -> p.asPath(AsPathRules.STANDARD.withAsSets()));
            case "replaced-as" ->
                neighbour.policy(p -> p.asPath(new AsPathRules(
                        0, Optional.of(new LocalAs(Asn.parse(option[1]), false, true)), PrivateAs.REMOVE)));
            case "default-route" ->
                neighbour.policy(p -> p.defaultRoute(new DefaultRoute(List.of(Community.of(64512, 11)))));
            case "blackhole" -> neighbour.policy(p -> p.honoursBlackhole(true));
            case "restart" -> neighbour.capabilities(c -> c.restart(Optional.of(RestartConfig.RESTARTER)));
            case "add-path" -> {
                for (IpFamily family : IpFamily.values()) {
                    neighbour.capabilities(c -> c.addPath(family, AddPathConfig.BOTH));
                }
            }
            case "next-hop-self" -> neighbour.policy(p -> p.nextHopSelf(true));
            case "strict-role" -> neighbour.capabilities(c -> c.strictRole(true));
            case "policies" -> {
                Policies policies = LabPolicies.named(option[1]);
                neighbour.policy(p -> p.imports(policies.importFilter())
                        .importPolicy(policies.importPolicy())
                        .exports(policies.exportFilter())
                        .exportPolicy(policies.exportPolicy()));
            }
            case "exports" ->
                neighbour.policy(
                        p -> p.exportPolicy(LabPolicies.named(option[1]).exportPolicy()));
            case "client" -> neighbour.policy(p -> p.routeReflectorClient(true));
            case "restarting", "range", "second", "multipath", "med", "link", "cluster", "same-id", "no-policy" -> {
                // They are about the speaker, or its surroundings.
            }
            default -> throw new IllegalArgumentException(option[0]);
        }
    }

    private static void note(List<SpeakerEvent> events) {
        for (SpeakerEvent event : events) {
            if (event instanceof SpeakerEvent.BestPathChanged(Prefix prefix, var best, var _) && best.isEmpty()) {
                LOST.add(prefix);
            }
        }
    }

    private static void perform(Speaker speaker, String[] words) throws IOException {
        switch (words[0]) {
            case "originate" ->
                speaker.originate(List.of(new Origination(Prefix.parse(words[1]), List.of(Community.of(64512, 7)))));
            case "originate-with" ->
                speaker.originate(List.of(new Origination(Prefix.parse(words[1]), List.of(Community.parse(words[2])))));
            case "originate-tagged" ->
                speaker.originate(
                        List.of(new Origination(Prefix.parse(words[1]), List.of(), Integer.parseInt(words[2]))));
            case "originate-many" ->
                speaker.originate(IntStream.range(0, Integer.parseInt(words[1]))
                        .mapToObj(number -> new Origination(
                                Prefix.host(IpAddress.ofV4(0x0b000000 + number)),
                                IntStream.range(0, 900)
                                        .mapToObj(other -> Community.of(number & 0xffff, other))
                                        .toList()))
                        .toList());
            case "originate-large" ->
                speaker.originate(List.of(new Origination(
                        Prefix.parse(words[1]),
                        IntStream.range(0, 1_500)
                                .mapToObj(number -> Community.of(64512, number))
                                .toList())));
            case "announce-unknown" -> BY_HAND.add(UnknownAttributes.announce(words[1], words[2], Asn.parse(words[3])));
            case "shutdown" ->
                speaker.shutDown("peer", String.join(" ", List.of(words).subList(1, words.length)))
                        .join();
            case "up" -> speaker.bringUp("peer");
            case "reset" -> speaker.reset("peer", words[1].equals("hard"));
            case "lost" -> System.out.println(LOST);
            case "withdraw" -> speaker.withdraw(List.of(Prefix.parse(words[1])));
            case "refresh" -> speaker.refresh("peer");
            case "policies" -> speaker.changePolicies(Map.of("peer", LabPolicies.named(words[1])));
            case "graceful-shutdown" -> speaker.gracefulShutdown(List.of("peer"), words[1].equals("on"));
            case "paths" ->
                speaker.routes().join().forEach(view -> System.out.println(view.prefix() + " " + view.paths()));
            case "metric" ->
                speaker.nextHopMetrics(Map.of(
                        IpAddress.parse(words[1]),
                        words[2].equals("none") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words[2]))));
            case "refusals" -> System.out.println(speaker.refusals().join());
            case "explain" ->
                speaker.explain(Prefix.parse(words[1]), "peer").join().lines().forEach(System.out::println);
            case "hops" -> HOPS.forEach((prefix, hops) -> System.out.println(prefix + " " + hops));
            case "bfd" -> System.out.println(speaker.bfd());
            case "routes" -> {
                for (RouteView view : speaker.routes().join()) {
                    System.out.println(view.prefix() + " via " + view.best().nextHop()
                            + view.best()
                                    .nextHopInterface()
                                    .map(name -> "%" + name)
                                    .orElse("") + " path ["
                            + view.best().asPath() + "] from "
                            + view.best().neighbour().orElse("local"));
                }
            }
            default -> System.out.println(speaker.neighbours());
        }
    }
}
