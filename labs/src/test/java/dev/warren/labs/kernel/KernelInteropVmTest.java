package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's WireGuard in a virtual machine and our userspace plane outside are each other's peers. */
@Tag("lab")
@SuppressWarnings("NullAway.Init") // JUnit calls setUp
class KernelInteropVmTest {
    private static TwoPlanes planes;

    @BeforeAll
    static void setUp(@TempDir Path folder) throws Exception {
        planes = new TwoPlanes(folder);
        planes.start();
    }

    @AfterAll
    static void tearDown() throws Exception {
        if (planes != null) {
            planes.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"ours, 4", "ours, 6", "kernel, 4", "kernel, 6"})
    void eachBeginsOverEitherFamilyAndBothFamiliesPass(String initiator, int outer) throws Exception {
        boolean oursBegins = initiator.equals("ours");
        planes.join(oursBegins, outer);
        for (String inner : new String[] {"10.9.0.", "fd09::"}) {
            assertTrue(oursBegins ? planes.ourPing(inner + 2) : planes.kernelPing(inner + 1), planes::state);
            assertTrue(planes.ourPing(inner + 2, "-s1300", "-c3", "-i0.2"), planes::state);
            assertTrue(planes.kernelPing(inner + 1, "-s1300", "-c3", "-i0.2"), planes::state);
        }
    }

    @Test
    void anotherPresharedKeyDoesNotPass() throws Exception {
        planes.join(true, 4);
        planes.changePresharedKeyOfOurs();
        assertTrue(!planes.ourPing("10.9.0.2", "-c1", "-W2"), planes::state);
    }

    @ParameterizedTest
    @CsvSource({"4", "6"})
    void eachFollowsTheOtherToAnotherAddress(int outer) throws Exception {
        planes.join(true, outer);
        assertTrue(planes.ourPing("10.9.0.2"), planes::state);
        planes.moveOurs(outer, 1, 11);
        try {
            assertTrue(planes.ourPing("fd09::2", "-c3", "-W3"), planes::state);
            assertEquals(TwoPlanes.endpoint(outer, 11, TwoPlanes.OUR_PORT), planes.endpointThatTheKernelHas());
        } finally {
            planes.moveOurs(outer, 11, 1);
        }
        assertTrue(planes.ourPing("10.9.0.2", "-c1", "-w10"), planes::state);
        planes.moveKernels(outer, 2, 12);
        try {
            assertTrue(planes.kernelPing("fd09::1", "-c3", "-W3"), planes::state);
            assertEquals(TwoPlanes.endpoint(outer, 12, TwoPlanes.KERNEL_PORT), planes.endpointThatWeHave());
            assertTrue(planes.ourPing("10.9.0.2"), planes::state);
        } finally {
            planes.moveKernels(outer, 12, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "6"})
    void theKernelUnderLoadGivesACookieThatWeReturn(int outer) throws Exception {
        planes.join(true, outer);
        try (InitiationFlood flood = planes.floodKernel(outer)) {
            flood.awaitCookies();
            assertTrue(planes.ourPing("10.9.0.2", "-c1", "-w45"), () -> flood + planes.state());
            flood.awaitCookies();
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "6"})
    void weGiveACookieUnderLoadThatTheKernelReturns(int outer) throws Exception {
        planes.join(false, outer);
        try (InitiationFlood flood = planes.floodOurs(outer)) {
            flood.awaitCookies();
            assertTrue(planes.kernelPing("fd09::1", "-c1", "-w45"), () -> flood + planes.state());
            flood.awaitCookies();
        }
    }
}
