package dev.warren.router.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Rule;
import dev.warren.linux.netlink.RuleAction;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlayRulesTest {
    static final FibTable TABLE = new FibTable(51820, 182);

    private final FakeKernel kernel = new FakeKernel();
    private final KernelRules rules = new KernelRules(kernel, TABLE);

    static OverlayRules overlay(List<String> upstreams) {
        return new OverlayRules(
                TABLE,
                5182,
                51820,
                "warren0",
                upstreams,
                List.of(IpAddress.parse("10.80.0.1"), IpAddress.parse("fd80:80::1")),
                List.of(Prefix.parse("10.80.0.0/16"), Prefix.parse("fd80:80::/32")));
    }

    @Test
    void bothFamiliesHaveTheRulesInOrder() {
        assertEquals(
                List.of(
                        "V4 5182: fwmark 0xca6c lookup 254 proto 182",
                        "V4 5183: fwmark 0xca6c UNREACHABLE proto 182",
                        "V4 5184: iif warren0 lookup 51820 proto 182",
                        "V4 5185: iif eth2 lookup 51820 proto 182",
                        "V4 5186: iif eth3 lookup 51820 proto 182",
                        "V4 5187: from 10.80.0.1/32 lookup 51820 proto 182",
                        "V4 5188: to 10.80.0.0/16 lookup 51820 proto 182",
                        "V6 5182: fwmark 0xca6c lookup 254 proto 182",
                        "V6 5183: fwmark 0xca6c UNREACHABLE proto 182",
                        "V6 5184: iif warren0 lookup 51820 proto 182",
                        "V6 5185: iif eth2 lookup 51820 proto 182",
                        "V6 5186: iif eth3 lookup 51820 proto 182",
                        "V6 5187: from fd80:80::1/128 lookup 51820 proto 182",
                        "V6 5188: to fd80:80::/32 lookup 51820 proto 182"),
                overlay(List.of("eth3", "eth2")).rules().stream()
                        .map(Rule::toString)
                        .toList());
    }

    @Test
    void rulesThatDoNotFitAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new OverlayRules(TABLE, 32762, 1, "warren0", List.of("a", "b"), List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OverlayRules(TABLE, 5182, 0, "warren0", List.of(), List.of(), List.of()));
    }

    @Test
    void reconcilingRepairsAnyDriftAndLeavesOthersAlone() throws NetlinkException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Rule theirs = Rule.lookup(IpFamily.V4, 100, 51820, 3);
        Rule unrelated = Rule.lookup(IpFamily.V4, 32766, Rule.TABLE_MAIN, 2);
        kernel.rules.addAll(List.of(theirs, unrelated));
        for (int round = 0; round < 200; round++) {
            OverlayRules wanted = overlay(random.nextBoolean() ? List.of("eth2") : List.of("eth2", "eth3"));
            kernel.rules.removeIf(rule -> rule.protocol() == 182 && random.nextInt(4) == 0);
            if (random.nextBoolean()) {
                kernel.rules.add(Rule.lookup(IpFamily.V6, 5000 + random.nextInt(200), 7, 182));
            }
            assertEquals(List.of(theirs), rules.reconcile(wanted).foreign());
            HashSet<Rule> expected = new HashSet<>(wanted.rules());
            expected.addAll(List.of(theirs, unrelated));
            assertEquals(expected, new HashSet<>(kernel.rules));
            assertEquals(expected.size(), kernel.rules.size());
            assertEquals(Drift.NONE, rules.reconcile(wanted).drift());
        }
        rules.clear();
        assertEquals(List.of(theirs, unrelated), kernel.rules);
    }

    @Test
    void aForeignRuleThatDoesTheSameIsReportedAndTakenAsOurs() throws NetlinkException {
        OverlayRules wanted = overlay(List.of());
        Rule same = new Rule(
                IpFamily.V4,
                5184,
                RuleAction.TO_TABLE,
                51820,
                Optional.empty(),
                Optional.of("warren0"),
                Optional.empty(),
                Optional.empty(),
                false,
                3,
                false);
        kernel.rules.add(same);
        RuleReport report = rules.reconcile(wanted);
        assertEquals(List.of(same), report.foreign());
        assertEquals(new Drift(9, 0, 0), report.drift());
    }
}
