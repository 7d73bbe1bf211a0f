package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every role of another program is tried in: FRR and BIRD 2, over either transport, signed by TCP MD5 or not, with ADD-PATH both ways or without.
 *
 * @param program frr or bird
 * @param transport v4 or v6
 */
record Circumstances(String program, String transport, boolean signed, boolean addPath) {
    private static final String KEY = "agreed";

    /** All sixteen. */
    static Stream<Circumstances> all() {
        List<Circumstances> all = new ArrayList<>();
        for (String program : List.of("frr", "bird")) {
            for (String transport : List.of("v4", "v6")) {
                for (boolean signed : new boolean[] {false, true}) {
                    all.add(new Circumstances(program, transport, signed, false));
                    all.add(new Circumstances(program, transport, signed, true));
                }
            }
        }
        return all.stream();
    }

    boolean isV4() {
        return transport.equals("v4");
    }

    /** How many paths of each of its prefixes the other announces. */
    int paths() {
        return addPath ? 2 : 1;
    }

    /** The AS of a neighbour that may be external or internal: each program is both over each transport. */
    long eitherAs() {
        return signed == addPath ? 64600 : 64512;
    }

    /** Starts both routers, or skips the test. */
    Meeting meet(Path folder, long asn, String role, Protection demands, String... options) throws IOException {
        Meeting.assumeReady(program);
        Protection allDemands = demands;
        List<String> allOptions = new ArrayList<>(List.of(options));
        if (signed) {
            allDemands = allDemands.signedWith(KEY);
            allOptions.add(Protection.md5Option(folder, KEY));
        }
        if (addPath) {
            allDemands = allDemands.withAddPath();
            allOptions.add("add-path");
        }
        return new Meeting(folder, program, transport, asn, role, allDemands, allOptions.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return program + " over " + transport + (signed ? ", signed" : "") + (addPath ? ", ADD-PATH" : "");
    }
}
