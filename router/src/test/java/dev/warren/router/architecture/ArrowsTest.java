package dev.warren.router.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The design's arrows between and inside the modules, seen from the router, which has them all on its class path. */
@AnalyzeClasses(packages = "dev.warren", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule theSpeakerAndTheDataPlaneKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("dev.warren.bgp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.wg..", "dev.warren.linux..", "dev.warren.topology..", "dev.warren.router..");

    @ArchTest
    static final ArchRule theDataPlaneKnowsOnlyTheNouns = noClasses()
            .that()
            .resideInAnyPackage("dev.warren.wg..", "dev.warren.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.warren.bgp..", "dev.warren.topology..", "dev.warren.router..");

    @ArchTest
    static final ArchRule theNounsKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.warren.net..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.warren.bgp..",
                    "dev.warren.wg..",
                    "dev.warren.linux..",
                    "dev.warren.topology..",
                    "dev.warren.router..");

    @ArchTest
    static final ArchRule onlyTheApiTouchesNettyInTheRouter = noClasses()
            .that()
            .resideInAPackage("dev.warren.router..")
            .and()
            .resideOutsideOfPackage("dev.warren.router.api")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule onlyTheFirewallTouchesJnaInTheRouter = noClasses()
            .that()
            .resideInAPackage("dev.warren.router..")
            .and()
            .resideOutsideOfPackage("dev.warren.router.firewall")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule theForwardingPlanIsPure = classes()
            .that()
            .resideInAnyPackage("dev.warren.router.forwarding", "dev.warren.router.sites")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.time",
                    "org.jspecify..",
                    "dev.warren.net",
                    "dev.warren.bgp",
                    "dev.warren.topology.plan",
                    "dev.warren.wg.control",
                    "dev.warren.router.forwarding",
                    "dev.warren.router.sites");

    @ArchTest
    static final ArchRule onlyTheDaemonKnowsEverything = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.warren.router.forwarding..",
                    "dev.warren.router.sync..",
                    "dev.warren.router.sites..",
                    "dev.warren.router.edge..",
                    "dev.warren.router.fib..",
                    "dev.warren.router.firewall..",
                    "dev.warren.router.tunnel..",
                    "dev.warren.router.api..",
                    "dev.warren.router.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.warren.router.run..", "dev.warren.router.cli..");
}
