package dev.warren.labs.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlDocument;
import dev.warren.topology.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectFileTest {
    private static final String WHOLE = """
            title: the hubs have sessions
            within: 45s
            steady: 500ms
            converged: true
            before:
              - {node: client, run: ip link set eth1 down}
              - {lab: "impair 'client:eth1' down"}
            after:
              - {nodes: "h*", run: "true"}
            expect:
              - nodes: [fra, "n?c"]
                run: warren show bgp --json --of {node}
                json: {neighbours: [{name: nyc, state: Established}]}
              - node: host-a
                run: ping -c 1 10.0.0.1
                text: " 0% packet loss"
                lacks: [unreachable, DUP]
                exit: any
            """;

    @Test
    void aStepIsReadWhole() throws Exception {
        ExpectedStep step = step(WHOLE);
        assertEquals("the hubs have sessions", step.title());
        assertEquals(Duration.ofSeconds(45), step.within());
        assertEquals(Duration.ofMillis(500), step.steady());
        assertTrue(step.converged());
        assertEquals(
                List.of("impair", "client:eth1", "down"),
                ((Action.OnLab) step.before().getLast()).words());
        Expectation sessions = step.expectations().getFirst();
        assertEquals("x.yml:11", sessions.place());
        assertEquals("warren show bgp --json --of fra", sessions.command("fra"));
        assertEquals(
                List.of("fra", "nyc"), NodePattern.among(sessions.nodes(), List.of("fra", "host-a", "nyc", "nearc")));
        assertEquals(OptionalInt.empty(), step.expectations().getLast().exit());
        step.requireNodes(List.of("fra", "nyc", "client", "host-a"));
    }

    @Test
    void whatIsNotSaidHasADefault() throws Exception {
        ExpectedStep step = step("""
                title: x
                expect: [{node: a, run: "true"}]
                """);
        assertEquals(Duration.ofSeconds(30), step.within());
        assertEquals(Duration.ZERO, step.steady());
        assertEquals(OptionalInt.of(0), step.expectations().getFirst().exit());
        assertEquals(List.of(), step.before());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            within: 45s                         | within: 30    | x.yml:2:9: '30' is no time
            converged: true                     | converged: yes | x.yml:4:12: 'yes' is neither true nor false
            title: the hubs have sessions       | titel: x      | x.yml:1:1: unknown key 'titel'
            run: ip link set eth1 down          | ruin: x       | x.yml:6:20: unknown key 'ruin'
            exit: any                           | exit: none    | x.yml:18:11: 'none' is no exit status
            text: " 0% packet loss"             | text: "("     | x.yml:16:11: '(' is no regular expression
            node: host-a                        | comment: x    | x.yml:14:5: unknown key 'comment'
            """)
    void anErrorSaysWhereItIs(String good, String bad, String message) {
        assertTrue(WHOLE.contains(good));
        ClabException e = assertThrows(ClabException.class, () -> step(WHOLE.replace(good, bad)));
        assertTrue(e.toString().contains(message), e.toString());
    }

    @Test
    void aNodeThatTheLabLacksIsAnError() throws Exception {
        ExpectedStep step = step(WHOLE);
        ClabException e =
                assertThrows(ClabException.class, () -> step.requireNodes(List.of("fra", "nyc", "clients", "host-a")));
        assertTrue(e.toString().contains("x.yml:6:12: the lab has no node 'client'"), e.toString());
        assertTrue(e.toString().contains("did you mean 'clients'?"), e.toString());
    }

    @Test
    void aCommandIsJudgedByItsStatusItsTextAndItsJson() throws Exception {
        Expectation ping = step(WHOLE).expectations().getLast();
        assertEquals(List.of(), ping.judge(1, "3 sent, 0% packet loss", ""));
        assertEquals(
                List.of(
                        "output: wanted / 0% packet loss/, seen host unreachable",
                        "output: wanted no /unreachable/, seen unreachable"),
                texts(ping.judge(1, "", "host unreachable\n")));
        Expectation sessions = step(WHOLE).expectations().getFirst();
        assertEquals(List.of("exit status: wanted 0, seen 1: no socket"), texts(sessions.judge(1, "", "no socket\n")));
        assertTrue(
                texts(sessions.judge(0, "not yet", "")).getFirst().startsWith("output: wanted JSON, seen not yet ("));
        assertEquals(
                List.of("neighbours: wanted an element {name: nyc, state: Established}, seen an empty list"),
                texts(sessions.judge(0, "{\"neighbours\": []}\n", "")));
    }

    @Test
    void aFoldersFilesAreReadInTheOrderOfTheirNames(@TempDir Path folder) throws Exception {
        Path lab = folder.resolve("x.clab.yml");
        assertEquals(List.of(), ExpectFile.besideLab(lab));
        Path expect = Files.createDirectory(folder.resolve("expect"));
        for (String name : List.of("20-b", "10-a", "30-c")) {
            Files.writeString(
                    expect.resolve(name + ".yml"), "title: " + name + "\nexpect: [{node: a, run: \"true\"}]\n");
        }
        Files.writeString(expect.resolve("README.md"), "not a step");
        assertEquals(
                List.of("10-a", "20-b", "30-c"),
                ExpectFile.besideLab(lab).stream().map(ExpectedStep::title).toList());
    }

    private static List<String> texts(List<Difference> differences) {
        return differences.stream().map(Difference::toString).toList();
    }

    private static ExpectedStep step(String text) throws ClabException {
        return ExpectFile.step(YamlDocument.parse(new SourceText(Path.of("x.yml"), text)));
    }
}
