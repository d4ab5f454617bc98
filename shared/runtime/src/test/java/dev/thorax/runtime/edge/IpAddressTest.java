package dev.thorax.runtime.edge;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void shouldReadNumbers(String text, String address) {
        assertThat(IpAddress.of(text)).map(InetAddress::getHostAddress).contains(address);
    }

    /** A name would be asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "node-7",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "1.2.3.4.5",
                "1.2.3.4 ",
                "256.1.1.1",
                "1.2.3.999",
                ":",
                ":::",
                "1::2::3",
                ".:",
                "dead.beef:",
                "fe80::1%eth0",
                "[::1]",
                "::1/64"
            })
    void shouldTakeNoNameAndNoOtherFormForAnAddress(String text) {
        assertThat(IpAddress.of(text)).isEmpty();
    }
}
