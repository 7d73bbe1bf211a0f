package dev.warren.labs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.warren.labs", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {
    @ArchTest
    static final ArchRule READERS_START_NOTHING = noClasses()
            .that()
            .resideInAnyPackage("..clab..", "..image..", "..observe..", "..expect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..labs.process..", "..labs.lab..", "..labs.check..");

    @ArchTest
    static final ArchRule PLAYING_KNOWS_NO_CHECKS = noClasses()
            .that()
            .resideInAnyPackage("..labs.lab..", "..labs.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..labs.check..", "..labs.expect..", "..labs.tworegions..", "..labs.observe..");

    @ArchTest
    static final ArchRule CHECKING_KNOWS_NO_LAB = noClasses()
            .that()
            .resideInAPackage("..labs.check..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..labs.tworegions..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.warren.labs.(*)..").should().beFreeOfCycles();
}
