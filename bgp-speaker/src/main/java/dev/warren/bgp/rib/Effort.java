package dev.warren.bgp.rib;

/**
 * How much the RIB has done since it began, in prefixes and paths looked at: a clock that needs no time. What may take long stops
 * when so much more has been done, wherever it is then, as a prefix may have one path or a thousand.
 */
final class Effort {
    private long spent;

    void spend(int units) {
        spent += units;
    }

    long spent() {
        return spent;
    }
}
