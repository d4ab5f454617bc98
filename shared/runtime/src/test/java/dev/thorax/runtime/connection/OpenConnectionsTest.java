package dev.thorax.runtime.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.thorax.runtime.edge.HttpConfig;

import static org.assertj.core.api.Assertions.assertThat;

class OpenConnectionsTest {
    private static final HttpConfig.Connections LIMITS = new HttpConfig.Connections() {
        @Override
        public int most() {
            return 8;
        }

        @Override
        public int perAddress() {
            return 5;
        }

        @Override
        public int idle() {
            return 6;
        }

        @Override
        public Duration idleTime() {
            return Duration.ofSeconds(60);
        }
    };

    private final AtomicLong now = new AtomicLong();
    /** A connection is named by its address and a number. */
    private final OpenConnections<String> connections =
            new OpenConnections<>(LIMITS, name -> name.split("/")[0], now::get);

    @Test
    void shouldEndTheOldestIdleConnectionOfAnAddressThatHasTooMany() {
        open("a/1", "a/2", "a/3", "a/4", "a/5");

        assertThat(connections.open("a/6")).containsExactly("a/1");
        assertThat(connections.open("a/7")).containsExactly("a/2");
    }

    @Test
    void shouldLetTheAddressWithTheMostIdleConnectionsMakeRoom() {
        open("b/1", "a/1", "a/2", "a/3", "a/4", "b/2");

        assertThat(connections.open("b/3")).containsExactly("a/1");
        assertThat(connections.open("c/1")).containsExactly("a/2");
    }

    @Test
    void shouldNeverEndAConnectionWithARequestInWork() {
        open("a/1", "a/2", "a/3", "a/4", "a/5");
        begin("a/1", "a/2", "a/3", "a/4", "a/5");

        assertThat(connections.open("a/6")).containsExactly("a/6");

        open("b/1", "b/2", "b/3");
        begin("b/1", "b/2", "b/3");

        assertThat(connections.open("c/1")).containsExactly("c/1");
    }

    @Test
    void shouldCountAConnectionAsIdleWhenTheLastOfItsRequestsIsAnswered() {
        open("a/1", "b/1", "b/2", "b/3", "c/1", "c/2");
        begin("a/1");
        begin("a/1");
        open("c/3");

        assertThat(connections.finish("a/1")).isEmpty();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(connections.finish("a/1")).hasSize(1).doesNotContain("a/1");
    }

    @Test
    void shouldEndWhatIsIdleForTooLong() {
        open("a/1", "b/1");
        begin("b/1");
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        open("c/1");
        connections.finish("b/1");

        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(connections.late()).containsExactly("a/1");
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(connections.late()).containsExactly("c/1", "b/1");
        assertThat(connections.late()).isEmpty();
    }

    @Test
    void shouldNotEndAConnectionOnWhichAnAnswerIsLeaving() {
        open("a/1", "a/2");
        begin("a/2");
        now.addAndGet(Duration.ofSeconds(40).toNanos());
        connections.touch("a/1");
        connections.touch("a/2");
        now.addAndGet(Duration.ofSeconds(40).toNanos());

        assertThat(connections.late()).isEmpty();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(connections.late()).containsExactly("a/1");
    }

    @Test
    void shouldForgetWhatHasEnded() {
        for (int i = 0; i < 1_000; i++) {
            open("a/" + i);
            begin("a/" + i);
            connections.close("a/" + i);
            connections.close("a/" + i);
            assertThat(connections.finish("a/" + i)).isEmpty();
        }

        open("a/1", "a/2", "a/3", "a/4", "a/5");
    }

    private void open(String... names) {
        for (String name : names) {
            assertThat(connections.open(name)).isEmpty();
        }
    }

    private void begin(String... names) {
        for (String name : names) {
            connections.begin(name);
        }
    }
}
