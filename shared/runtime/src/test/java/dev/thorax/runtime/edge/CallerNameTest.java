package dev.thorax.runtime.edge;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerNameTest {
    @Test
    void shouldCountAnIpv4AddressAlone() {
        assertThat(CallerName.network("10.0.0.5"))
                .isEqualTo("10.0.0.5")
                .isEqualTo(CallerName.network("::ffff:10.0.0.5"))
                .isNotEqualTo(CallerName.network("10.0.0.6"));
    }

    @Test
    void shouldCountAllAddressesOfAnIpv6NetworkAsOne() {
        assertThat(CallerName.network("2001:db8:0:1:0:0:0:7"))
                .isEqualTo(CallerName.network("2001:db8:0:1:ffff::9%eth0"))
                .isNotEqualTo(CallerName.network("2001:db8:0:2::7"));
    }
}
