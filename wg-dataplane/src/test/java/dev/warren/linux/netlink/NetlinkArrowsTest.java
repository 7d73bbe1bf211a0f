package dev.warren.linux.netlink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetlinkArrowsTest {
    private static final Set<String> EDGE = Set.of("NetlinkLibc", "NetlinkSocket");
    private static final Set<String> ON_THE_EDGE = Set.of(
            "NetlinkLibc",
            "NetlinkSocket",
            "NetlinkTransport",
            "NetlinkExchange",
            "SocketRouteNetlink",
            "RouteNetlink",
            "GenericNetlink",
            "SocketGenericNetlink",
            "RouteMonitor");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "dev.warren.linux.netlink", "dev.warren.wg.control", "dev.warren.wg.uapi", "dev.warren.wg.kernel");

    private static boolean isOneOf(Set<String> names, JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int inner = name.indexOf('$');
        return names.contains(inner < 0 ? name : name.substring(0, inner));
    }

    @Test
    void onlyTheEdgeUsesJna() {
        noClasses()
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are not the edge", type -> !isOneOf(EDGE, type)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(classes);
    }

    @Test
    void theCodecKnowsNoSocketThreadOrClock() {
        noClasses()
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are the codec",
                        type -> type.getPackageName().equals("dev.warren.linux.netlink")
                                && !isOneOf(ON_THE_EDGE, type)))
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are the edge, threads or I/O",
                        type -> (isOneOf(ON_THE_EDGE, type)
                                        && type.getPackageName().startsWith("dev.warren"))
                                || type.getName().equals("java.lang.Thread")
                                || type.getPackageName().startsWith("java.util.concurrent")
                                || type.getPackageName().startsWith("java.nio.channels")))
                .check(classes);
    }

    @Test
    void ofTheClientOnlyTheExchangeAndTheKeyReaderDoInputAndOutput() {
        noClasses()
                .that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are pure",
                        type -> type.getPackageName().startsWith("dev.warren.wg")
                                && !isOneOf(Set.of("UapiExchange", "KeyReader"), type)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.net..")
                .check(classes);
    }

    @Test
    void controlKnowsNoDriver() {
        noClasses()
                .that()
                .resideInAPackage("dev.warren.wg.control")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.warren.wg.uapi..", "dev.warren.wg.kernel..", "dev.warren.linux..")
                .check(classes);
    }
}
