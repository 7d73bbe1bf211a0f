package dev.warren.labs.clab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The labs of this source tree: each can be read, and is what containerlab's published schema allows. */
final class LabFilesInTreeTest {
    private static final Path LABS = Path.of("").toAbsolutePath();
    private static final Path SCHEMA = LABS.resolve("../../shared/data/containerlab/clab.schema.json");

    @Test
    void everyLabIsReadWithoutWarnings() throws Exception {
        for (Path file : files()) {
            ClabTopology topology = ClabFile.read(file, Map.of());
            assertEquals(List.of(), topology.warnings(), file.toString());
            assertTrue(topology.nodes().size() > 1, file.toString());
        }
    }

    @Test
    void everyLabIsValidByThePublishedSchema() throws Exception {
        Assumptions.assumeTrue(Files.exists(SCHEMA), "no " + SCHEMA);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(SCHEMA));
        for (Path file : files()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            assertEquals(Set.of(), schema.validate(new ObjectMapper().valueToTree(tree)), file.toString());
        }
    }

    @Test
    void theSchemaRefusesAnUnknownKey() throws Exception {
        Assumptions.assumeTrue(Files.exists(SCHEMA), "no " + SCHEMA);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(SCHEMA));
        ObjectMapper json = new ObjectMapper();
        ObjectNode topology = json.createObjectNode();
        topology.putObject("nodes").putObject("a").put("imgae", "x");
        ObjectNode lab = json.createObjectNode().put("name", "x").set("topology", topology);
        assertTrue(!schema.validate(lab).isEmpty());
        ArrayNode none = json.createArrayNode();
        assertTrue(!schema.validate(none).isEmpty());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> folders = Files.list(LABS)) {
            List<Path> files = folders.map(folder -> folder.resolve(folder.getFileName() + ".clab.yml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
            assertTrue(!files.isEmpty());
            return files;
        }
    }
}
