package dev.warren.wg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use what (DESIGN section 1). */
@AnalyzeClasses(packages = "dev.warren", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final String[] PURE = {
        "dev.warren.wg.noise..",
        "dev.warren.wg.cookie..",
        "dev.warren.wg.replay..",
        "dev.warren.wg.timers..",
        "dev.warren.wg.allowedips..",
        "dev.warren.wg.packet..",
        "dev.warren.wg.engine.."
    };

    @ArchTest
    static final ArchRule pureCodeTouchesNoSocketFileOrNativeCode = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.sun.jna..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "dev.warren.linux.udp..",
                    "dev.warren.wg.device..",
                    "dev.warren.wg.configuration..");

    @ArchTest
    static final ArchRule pureCodeReadsNoClockAndStartsNoThread = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Instant")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread");

    @ArchTest
    static final ArchRule theLinuxEdgeKnowsNothingOfWireGuard = noClasses()
            .that()
            .resideInAPackage("dev.warren.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.warren.wg..");

    @ArchTest
    static final ArchRule onlyTheLinuxEdgeUsesJna = noClasses()
            .that()
            .resideOutsideOfPackage("dev.warren.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");
}
