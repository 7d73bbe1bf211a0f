package dev.warren.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows inside the module. */
final class ArrowsTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.warren.net", "dev.warren.topology");

    private static final String[] JDK = {"java.lang..", "java.util..", "org.jspecify.annotations"};

    @Test
    void nounsDependOnNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.warren.net")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.warren.net",
                        "java.lang..",
                        "java.util..",
                        "java.net",
                        "java.nio",
                        "org.jspecify.annotations")
                .check(MODULE);
    }

    @Test
    void snakeYamlIsUsedAtTheEdgeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.warren.topology.yaml")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.yaml..")
                .check(MODULE);
    }

    @Test
    void filesAreTouchedAtTheEdgeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.warren.topology.yaml")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..")
                .orShould()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.io")
                        .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(
                                IOException.class, Serial.class, Serializable.class))))
                .check(MODULE);
    }

    @Test
    void thePlanKnowsNeitherTextsNorChecks() {
        classes()
                .that()
                .resideInAPackage("dev.warren.topology.plan")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(
                        "dev.warren.net",
                        "dev.warren.topology",
                        "dev.warren.topology.plan",
                        "java.nio.file",
                        "java.io"))
                .check(MODULE);
    }

    @Test
    void checksKnowNoYaml() {
        classes()
                .that()
                .resideInAPackage("dev.warren.topology.check")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(
                        "dev.warren.net",
                        "dev.warren.topology",
                        "dev.warren.topology.source",
                        "dev.warren.topology.schema",
                        "dev.warren.topology.check"))
                .check(MODULE);
    }

    @Test
    void schemaUsesOnlyTheNodesOfTheEdge() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.warren.topology.schema", "dev.warren.topology.source")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.warren.topology.yaml.TextFiles")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.warren.topology.yaml.YamlTree")
                .check(MODULE);
    }

    private static String[] with(String... packages) {
        return Stream.concat(Arrays.stream(packages), Arrays.stream(JDK)).toArray(String[]::new);
    }
}
