package dev.glissade.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class MasterViewTest {

    @Test
    void readsTheWholeClustersNumbersNotThoseOfAWorkerOrAnApplication() {
        String json = """
                {
                  "url" : "spark://127.0.0.1:4711",
                  "workers" : [ {
                    "id" : "w1", "cores" : 7, "coresused" : 7, "memory" : 9, "memoryused" : 9,
                    "resources" : { "gpu" : [ ] }
                  }, { "id" : "w2", "cores" : 8 } ],
                  "aliveworkers" : 2,
                  "cores" : 4,
                  "coresused" : 3,
                  "memory" : 2048,
                  "memoryused" : 1024,
                  "activeapps" : [ { "name" : "a [b] c", "cores" : 5 } ],
                  "completedapps" : [ ],
                  "status" : "ALIVE"
                }
                """;

        assertThat(MasterView.parse(json)).contains(new MasterView("spark://127.0.0.1:4711", 2, 4, 3, 2048, 1024));
    }

    @Test
    void saysNothingForAPageThatIsNoMasters() {
        assertThat(MasterView.parse("<html>hello</html>")).isEmpty();
        assertThat(MasterView.parse("")).isEmpty();
    }

    @Test
    void saysNothingWhereNobodyListens() throws IOException {
        int port = FreePorts.choose("127.0.0.1", 1).get(0);

        assertThat(MasterView.ask(URI.create("http://127.0.0.1:" + port))).isEmpty();
    }
}
