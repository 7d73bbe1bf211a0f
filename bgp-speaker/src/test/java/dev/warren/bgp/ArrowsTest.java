package dev.warren.bgp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's arrows. */
@AnalyzeClasses(packages = "dev.warren.bgp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule wireStandsOnNothing = classes()
            .that()
            .resideInAPackage("dev.warren.bgp.wire")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.bgp.wire",
                    "dev.warren.net",
                    "java.lang..",
                    "java.util..",
                    "java.nio",
                    "java.nio.charset",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule fsmStandsOnWire = classes()
            .that()
            .resideInAPackage("dev.warren.bgp.fsm")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.bgp.fsm",
                    "dev.warren.bgp.wire",
                    "dev.warren.net",
                    "java.lang..",
                    "java.util..",
                    "java.io",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule ribAndPolicyArePure = classes()
            .that()
            .resideInAnyPackage("dev.warren.bgp.rib", "dev.warren.bgp.policy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.bgp.rib",
                    "dev.warren.bgp.policy",
                    "dev.warren.bgp.wire",
                    "dev.warren.net",
                    "java.lang..",
                    "java.util..",
                    "java.nio",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule bfdStandsOnNothing = classes()
            .that()
            .resideInAPackage("dev.warren.bgp.bfd")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.bgp.bfd", "java.lang..", "java.util..", "java.nio", "java.time", "org.jspecify..");

    @ArchTest
    static final ArchRule coresHaveNoClock = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.warren.bgp.wire",
                    "dev.warren.bgp.fsm",
                    "dev.warren.bgp.rib",
                    "dev.warren.bgp.policy",
                    "dev.warren.bgp.bfd")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule onlyEdgesTouchNetty = noClasses()
            .that()
            .resideOutsideOfPackages("dev.warren.bgp.session", "dev.warren.bgp.bfd.udp", "dev.warren.bgp.socket")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule sessionsDontKnowTheRib = noClasses()
            .that()
            .resideInAPackage("dev.warren.bgp.session")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.warren.bgp", "dev.warren.bgp.rib", "dev.warren.bgp.policy");
}
