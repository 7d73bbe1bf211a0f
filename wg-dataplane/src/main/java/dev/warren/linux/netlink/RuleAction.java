package dev.warren.linux.netlink;

/** What a policy rule does (FR_ACT_*). */
public enum RuleAction {
    /** Looks the packet up in the rule's table. */
    TO_TABLE(1),
    /** Continues at another rule. */
    GOTO(2),
    /** Does nothing. */
    NOP(3),
    /** Drops silently. */
    BLACKHOLE(6),
    /** Drops and answers ICMP unreachable. */
    UNREACHABLE(7),
    /** Drops and answers ICMP administratively prohibited. */
    PROHIBIT(8),
    /** Any other action. */
    OTHER(0);

    private final int code;

    RuleAction(int code) {
        this.code = code;
    }

    /** The number in the message; 0 for {@link #OTHER}. */
    public int code() {
        return code;
    }

    /** The action of a number. */
    public static RuleAction of(int code) {
        for (RuleAction action : values()) {
            if (action.code == code) {
                return action;
            }
        }
        return OTHER;
    }
}
