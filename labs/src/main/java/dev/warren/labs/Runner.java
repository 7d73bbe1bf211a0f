package dev.warren.labs;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.lab.LabFolder;
import dev.warren.labs.lab.LabPlayer;
import dev.warren.labs.lab.LabState;
import dev.warren.labs.lab.Places;
import dev.warren.labs.lab.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all commands share: where labs are, those that are up, and playing one. */
record Runner(Places places, Progress progress) {
    LabFiles files() {
        return new LabFiles(places);
    }

    /**
     * Plays a lab and waits until it has converged, or checks it and takes it down.
     *
     * @return whether it converged or passed
     */
    boolean play(String nameOrPath, String variant, boolean check)
            throws ClabException, LabException, IOException, InterruptedException {
        Path file = files().find(nameOrPath);
        Map<String, String> variables = LabFiles.variant(file, variant);
        LabNeeds.require(file);
        Lab lab = Lab.read(file, variables, places);
        LabRun run = LabRun.of(lab, progress);
        progress.line("lab " + lab.name() + (variant.isEmpty() ? "" : ", variant " + variant) + " from " + file);
        new LabPlayer(lab, places, progress).play();
        return check ? run.check() : run.converge(nameOrPath);
    }

    /** The folder of a lab by its name or its file, also where that is gone or can't be read any more. */
    LabFolder folder(String nameOrPath) throws ClabException, LabException, IOException {
        LabFolder byName = places.folder(nameOrPath);
        if (Files.isDirectory(byName.path())) {
            return byName;
        }
        Path file = files().find(nameOrPath);
        List<LabFolder> ofFile = new ArrayList<>();
        for (String name : up()) {
            LabFolder folder = places.folder(name);
            if (LabState.read(folder.state()).isOf(file)) {
                ofFile.add(folder);
            }
        }
        if (ofFile.size() == 1) {
            return ofFile.getFirst();
        }
        LabFolder folder = Lab.read(file, Map.of(), places).folder();
        if (folder.isUp() && !ofFile.contains(folder)) {
            LabState other = LabState.read(folder.state());
            throw new LabException("the lab " + other.name() + " that is up is not of " + file + " but of "
                    + other.file() + ": labs/run down " + other.name() + " takes it down");
        }
        return folder;
    }

    /** The names of the labs that are up here, sorted. */
    List<String> up() throws IOException {
        return places.up();
    }

    /** A lab that is up, as it was played. */
    Lab running(String nameOrPath) throws ClabException, LabException, IOException {
        LabFolder folder = folder(nameOrPath);
        if (!folder.isUp()) {
            List<String> others = up();
            throw new LabException("lab " + nameOrPath + " is not up"
                    + (others.isEmpty() ? ": labs/run up " + nameOrPath : "; up are: " + String.join(", ", others)));
        }
        return Lab.played(LabState.read(folder.state()), places);
    }
}
