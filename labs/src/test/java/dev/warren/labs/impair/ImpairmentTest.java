package dev.warren.labs.impair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImpairmentTest {

    @ParameterizedTest
    @CsvSource({
        "delay 50ms, delay 50000us",
        "delay 1.5s jitter 500us, delay 1500000us jitter 500us",
        "loss 1%, loss 1%",
        "loss 0.05%, loss 0.05%",
        "loss 100%, loss 100%",
        "rate 10mbit, rate 10000000bit",
        "rate 9.6kbit, rate 9600bit",
        "rate 1gbit loss 10% delay 2ms, delay 2000us loss 10% rate 1000000000bit",
    })
    void itIsReadAndItsTextIsReadBack(String text, String canonical) {
        Impairment impairment = Impairment.parse(List.of(text.split(" ")));
        assertEquals(canonical, impairment.toString());
        assertEquals(impairment, Impairment.parse(List.of(canonical.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({
        "delay 50, write delay 50ms",
        "delay, write delay 50ms",
        "delay 2m, write delay 50ms",
        "delay 61s, more than a minute",
        "delay 1ms jitter 2ms, above the delay",
        "loss 5, write loss 1%",
        "loss 101%, up to 100%",
        "rate 10, write rate 10mbit",
        "rate 10mbps, write rate 10mbit",
        "rate 1bit, below 1kbit",
        "duplicate 1%, there are delay",
    })
    void whatIsNoneIsAnErrorThatSaysWhatWouldBeRight(String text, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Impairment.parse(List.of(text.split(" "))));
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.toString());
    }
}
