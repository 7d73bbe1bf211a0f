package dev.warren.labs.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The driver against the kernel itself: {@link KernelDriverChecks} runs in a virtual machine, and each check is a test here. */
@Tag("lab")
class KernelDriverVmTest {
    @TestFactory
    Stream<DynamicTest> theDriverDoesWhatItSays() throws IOException, InterruptedException {
        try (VirtualMachine machine = VirtualMachine.boot("")) {
            VirtualMachine.Result result = machine.execute(VirtualMachine.java(KernelDriverChecks.class.getName()));
            result.lines().forEach(System.out::println);
            List<String> verdicts = result.lines().stream()
                    .filter(line -> line.startsWith(KernelDriverChecks.VERDICT))
                    .toList();
            assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
            assertEquals(KernelDriverChecks.COUNT, verdicts.size(), () -> String.join("\n", result.lines()));
            return verdicts.stream().map(KernelDriverVmTest::test);
        }
    }

    private static DynamicTest test(String verdict) {
        String[] words = verdict.substring(KernelDriverChecks.VERDICT.length()).split(" ", 2);
        return DynamicTest.dynamicTest(words[0], () -> assertTrue(words[1].startsWith("ok"), words[1]));
    }
}
