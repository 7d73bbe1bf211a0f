package dev.warren.labs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
    @ParameterizedTest
    @CsvSource({"PT0S,PT0.05S", "PT0.05S,PT0.05S", "PT0.3S,PT0.3S", "PT1S,PT1S", "PT20S,PT1S"})
    void isAsLongAsALookWithinItsBounds(Duration lookTook, Duration pause) {
        assertEquals(pause, new Pause(Duration.ofMillis(50)).of(lookTook));
    }
}
