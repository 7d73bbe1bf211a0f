package dev.warren.router.firewall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class FirewallArrowsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.warren.router.fib", "dev.warren.router.firewall");

    @Test
    void onlyTheLibrarysTwoClassesUseJna() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(LibNftables.class, Nftables.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(classes);
    }

    @Test
    void thePlannersKnowTheKernelsNounsButNotItsSocket() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Kernel")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("RouteNetlink")
                .check(classes);
    }

    @Test
    void fibAndFirewallKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.router.fib")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.warren.router.firewall")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("dev.warren.router.firewall")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.warren.router.fib")
                .check(classes);
    }
}
