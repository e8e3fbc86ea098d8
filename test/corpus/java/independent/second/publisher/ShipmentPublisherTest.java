package com.acme.shipping.publisher;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.mockito.Captor;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

@ExtendWith(MockitoExtension.class)
class ShipmentPublisherTest {

    private static final String TOPIC = "shipping.shipment-dispatched";

    @Mock
    private KafkaTemplate<String, Object> kafkaTemplate;
    @Captor
    private ArgumentCaptor<ShipmentDispatched> payload;

    private ShipmentPublisher publisher;

    @BeforeEach
    void init() {
        publisher = new ShipmentPublisher(kafkaTemplate);
    }

    @Test
    void publishesDispatchedEventKeyedByShipment() {
        when(kafkaTemplate.send(anyString(), anyString(), any()))
                .thenReturn(CompletableFuture.completedFuture(null));

        publisher.dispatched("SHP-1", "DHL");

        verify(kafkaTemplate).send(eq(TOPIC), eq("SHP-1"), payload.capture());
        assertThat(payload.getValue().carrier()).isEqualTo("DHL");
        verify(kafkaTemplate, never()).send(eq("shipping.shipment-cancelled"), anyString(), any());
    }

    @Test
    void surfacesBrokerFailure() {
        CompletableFuture<SendResult<String, Object>> failed = new CompletableFuture<>();
        failed.completeExceptionally(new IllegalStateException("broker down"));
        when(kafkaTemplate.send(eq(TOPIC), any(), any())).thenReturn(failed);

        assertThatThrownBy(() -> publisher.dispatched("SHP-2", "UPS"))
                .hasMessageContaining("broker down");
    }
}
