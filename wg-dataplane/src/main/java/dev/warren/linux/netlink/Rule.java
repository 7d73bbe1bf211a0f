package dev.warren.linux.netlink;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy rule of {@code ip rule}.
 *
 * @param family the family that it is for
 * @param priority 0 to 2³²-1, lower comes first
 * @param action what it does
 * @param table the table of {@link RuleAction#TO_TABLE}, as unsigned int; 0 for other actions
 * @param mark the firewall mark selector
 * @param inInterface the name of the incoming interface
 * @param from the source prefix
 * @param to the destination prefix
 * @param invert true if the rule is for packets that do not match the selectors
 * @param protocol who made it, 0 to 255; 0 in kernels before 4.17
 * @param otherSelectors true if the kernel's rule has selectors that this record has not; such rules are only read
 */
public record Rule(
        IpFamily family,
        long priority,
        RuleAction action,
        int table,
        Optional<Mark> mark,
        Optional<String> inInterface,
        Optional<Prefix> from,
        Optional<Prefix> to,
        boolean invert,
        int protocol,
        boolean otherSelectors) {

    /** The main table, where hosts have their ordinary routes. */
    public static final int TABLE_MAIN = 254;

    /**
     * A firewall mark selector.
     *
     * @param value the mark
     * @param mask the bits that count; all for the usual rule
     */
    public record Mark(int value, int mask) {
        /** A mark of which all bits count. */
        public static Mark of(int value) {
            return new Mark(value, -1);
        }

        @Override
        public String toString() {
            return "0x" + Integer.toHexString(value) + (mask == -1 ? "" : "/0x" + Integer.toHexString(mask));
        }
    }

    /** @throws IllegalArgumentException if a number is out of range or a prefix is of another family */
    public Rule {
        if (priority < 0 || priority > 0xffff_ffffL || protocol < 0 || protocol > 255) {
            throw new IllegalArgumentException(
                    "priority " + priority + " or protocol " + protocol + " is out of range");
        }
        for (Prefix prefix : Stream.concat(from.stream(), to.stream()).toList()) {
            if (prefix.family() != family) {
                throw new IllegalArgumentException(prefix + " is not a selector of a rule of " + family);
            }
        }
    }

    /** A rule without a selector that looks up a table; the {@code with} methods add selectors. */
    public static Rule lookup(IpFamily family, long priority, int table, int protocol) {
        return of(family, priority, RuleAction.TO_TABLE, table, protocol);
    }

    /** A rule without a selector that drops and answers ICMP unreachable; the {@code with} methods add selectors. */
    public static Rule unreachable(IpFamily family, long priority, int protocol) {
        return of(family, priority, RuleAction.UNREACHABLE, 0, protocol);
    }

    private static Rule of(IpFamily family, long priority, RuleAction action, int table, int protocol) {
        return new Rule(
                family,
                priority,
                action,
                table,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                protocol,
                false);
    }

    /** This rule for packets of this mark. */
    public Rule withMark(int value) {
        return new Rule(
                family,
                priority,
                action,
                table,
                Optional.of(Mark.of(value)),
                inInterface,
                from,
                to,
                invert,
                protocol,
                otherSelectors);
    }

    /** This rule for packets that enter by this interface; it needn't exist yet. */
    public Rule withInInterface(String name) {
        return new Rule(
                family, priority, action, table, mark, Optional.of(name), from, to, invert, protocol, otherSelectors);
    }

    /** This rule for packets from this prefix. */
    public Rule withFrom(Prefix prefix) {
        return new Rule(
                family,
                priority,
                action,
                table,
                mark,
                inInterface,
                Optional.of(prefix),
                to,
                invert,
                protocol,
                otherSelectors);
    }

    /** This rule for packets to this prefix. */
    public Rule withTo(Prefix prefix) {
        return new Rule(
                family,
                priority,
                action,
                table,
                mark,
                inInterface,
                from,
                Optional.of(prefix),
                invert,
                protocol,
                otherSelectors);
    }

    @Override
    public String toString() {
        return family + " " + priority + ":" + (invert ? " not" : "")
                + from.map(prefix -> " from " + prefix).orElse("")
                + to.map(prefix -> " to " + prefix).orElse("")
                + mark.map(value -> " fwmark " + value).orElse("")
                + inInterface.map(name -> " iif " + name).orElse("")
                + (otherSelectors ? " …" : "")
                + (action == RuleAction.TO_TABLE ? " lookup " + Integer.toUnsignedString(table) : " " + action)
                + " proto " + protocol;
    }
}
