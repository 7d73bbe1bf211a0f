package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RTM_*RULE: struct fib_rule_hdr {family, dst_len, src_len, tos, table, 0, 0, action, flags32} and FRA_* attributes. */
final class RuleCodec {
    private static final int FIXED_BYTES = 12;

    private RuleCodec() {}

    /** A dump of a family's rules. */
    static void dump(MessageWriter writer, IpFamily family) {
        writer.family(family).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u32(0);
    }

    /** The rule that is to be added. */
    static void encode(MessageWriter writer, Rule rule) {
        if (rule.otherSelectors()) {
            throw new IllegalArgumentException("a rule with other selectors is only read: " + rule);
        }
        encodeRemoval(writer, rule);
    }

    /** The rule that is to be removed; the kernel takes the first that has at least these selectors. */
    static void encodeRemoval(MessageWriter writer, Rule rule) {
        int table = rule.table();
        writer.family(rule.family())
                .u8(rule.to().map(Prefix::length).orElse(0))
                .u8(rule.from().map(Prefix::length).orElse(0))
                .u8(0)
                .u8(Integer.compareUnsigned(table, 255) <= 0 ? table : Rtnetlink.RT_TABLE_UNSPEC)
                .u8(0)
                .u8(0)
                .u8(rule.action().code())
                .u32(rule.invert() ? Rtnetlink.FIB_RULE_INVERT : 0)
                .attribute(Rtnetlink.FRA_PRIORITY, (int) rule.priority());
        if (rule.action() == RuleAction.TO_TABLE) {
            writer.attribute(Rtnetlink.FRA_TABLE, table);
        }
        rule.to().ifPresent(to -> writer.attribute(Rtnetlink.FRA_DST, to.address()));
        rule.from().ifPresent(from -> writer.attribute(Rtnetlink.FRA_SRC, from.address()));
        rule.inInterface().ifPresent(name -> writer.attribute(Rtnetlink.FRA_IIFNAME, name));
        rule.mark()
                .ifPresent(mark -> writer.attribute(Rtnetlink.FRA_FWMARK, mark.value())
                        .attribute(Rtnetlink.FRA_FWMASK, mark.mask()));
        if (rule.protocol() != 0) {
            writer.attributeByte(Rtnetlink.FRA_PROTOCOL, rule.protocol());
        }
    }

    /** Empty for families that aren't IP. */
    static Optional<Rule> decode(ByteBuffer payload) throws NetlinkException {
        Attributes.requireFixedPart(payload, FIXED_BYTES);
        Optional<IpFamily> family = Attributes.family(payload.get(0));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        fields.table = Byte.toUnsignedInt(payload.get(4));
        Attributes.visit(payload, FIXED_BYTES, fields);
        RuleAction action = RuleAction.of(Byte.toUnsignedInt(payload.get(7)));
        return Optional.of(new Rule(
                family.get(),
                Integer.toUnsignedLong(fields.priority),
                action,
                action == RuleAction.TO_TABLE ? fields.table : 0,
                fields.mark == 0 && fields.mask == 0
                        ? Optional.empty()
                        : Optional.of(new Rule.Mark(fields.mark, fields.mask)),
                Optional.ofNullable(fields.inInterface),
                selector(family.get(), fields.from, Byte.toUnsignedInt(payload.get(2))),
                selector(family.get(), fields.to, Byte.toUnsignedInt(payload.get(1))),
                (payload.getInt(8) & Rtnetlink.FIB_RULE_INVERT) != 0,
                fields.protocol,
                fields.others || payload.get(3) != 0));
    }

    private static Optional<Prefix> selector(IpFamily family, @Nullable IpAddress address, int length)
            throws NetlinkException {
        return address == null && length == 0
                ? Optional.empty()
                : Optional.of(Attributes.prefix(family, Optional.ofNullable(address), length));
    }

    /** What the attributes of a rule say. */
    private static final class Fields implements Attributes.Visitor {
        private @Nullable IpAddress from;
        private @Nullable IpAddress to;
        private @Nullable String inInterface;
        private int table;
        private int priority;
        private int mark;
        private int mask;
        private int protocol;
        private boolean others;

        @Override
        public void attribute(int type, ByteBuffer value) throws NetlinkException {
            switch (type) {
                case Rtnetlink.FRA_DST -> to = Attributes.address(value, 0);
                case Rtnetlink.FRA_SRC -> from = Attributes.address(value, 0);
                case Rtnetlink.FRA_IIFNAME -> inInterface = Attributes.text(value);
                case Rtnetlink.FRA_PRIORITY -> priority = Attributes.u32(value);
                case Rtnetlink.FRA_FWMARK -> mark = Attributes.u32(value);
                case Rtnetlink.FRA_FWMASK -> mask = Attributes.u32(value);
                case Rtnetlink.FRA_TABLE -> table = Attributes.u32(value);
                case Rtnetlink.FRA_PROTOCOL -> protocol = Attributes.u8(value);
                // sent with every rule; -1 means off
                case Rtnetlink.FRA_SUPPRESS_PREFIXLEN -> others |= Attributes.u32(value) != -1;
                case Rtnetlink.FRA_GOTO, Rtnetlink.FRA_PAD -> {}
                default -> others = true;
            }
        }
    }
}
