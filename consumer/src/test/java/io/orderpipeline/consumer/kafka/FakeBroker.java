package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.DaemonThreads;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * A broker with the versions of requests that Kafka 2.4 has, which coordinates every group, and refuses its offsets.
 * One thread for each connection.
 */
final class FakeBroker implements AutoCloseable {

    private static final int ID = 1;

    private final ServerSocket server;
    private final Map<ApiKeys, Short> newest = new EnumMap<>(ApiKeys.class);
    private final AtomicInteger offsetRequests = new AtomicInteger();

    private FakeBroker(ServerSocket server, short offsetFetch) {
        this.server = server;
        newest.put(ApiKeys.API_VERSIONS, (short) 3);
        newest.put(ApiKeys.METADATA, (short) 9);
        newest.put(ApiKeys.FIND_COORDINATOR, (short) 3);
        newest.put(ApiKeys.OFFSET_FETCH, offsetFetch);
    }

    /** @param offsetFetch the newest version of the request for committed offsets */
    static FakeBroker start(short offsetFetch) throws IOException {
        FakeBroker broker = new FakeBroker(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), offsetFetch);
        DaemonThreads.start("fake-broker", broker::accept);
        return broker;
    }

    int port() {
        return server.getLocalPort();
    }

    int offsetRequests() {
        return offsetRequests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                DaemonThreads.start("fake-broker-connection", () -> serve(client));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                RequestHeader request = RequestHeader.parse(ByteBuffer.wrap(in.readNBytes(in.readInt())));
                short headerVersion = request.apiKey().responseHeaderVersion(request.apiVersion());
                byte[] header = bytes(request.toResponseHeader().data(), headerVersion);
                byte[] body = body(request);
                out.writeInt(header.length + body.length);
                out.write(header);
                out.write(body);
            }
        } catch (IOException closed) {
            // By the client.
        }
    }

    private byte[] body(RequestHeader request) {
        boolean isTooNew = request.apiVersion() > newest.get(request.apiKey());
        return bytes(response(request.apiKey(), isTooNew), isTooNew ? 0 : request.apiVersion());
    }

    private Message response(ApiKeys request, boolean isTooNew) {
        return switch (request) {
            case API_VERSIONS -> versions(isTooNew ? Errors.UNSUPPORTED_VERSION : Errors.NONE);
            case METADATA -> metadata();
            case FIND_COORDINATOR ->
                new FindCoordinatorResponseData()
                        .setNodeId(ID)
                        .setHost("127.0.0.1")
                        .setPort(port());
            case OFFSET_FETCH -> {
                offsetRequests.incrementAndGet();
                yield new OffsetFetchResponseData().setErrorCode(Errors.GROUP_AUTHORIZATION_FAILED.code());
            }
            default -> throw new IllegalArgumentException(request.name());
        };
    }

    private Message versions(Errors error) {
        ApiVersionsResponseData response = new ApiVersionsResponseData().setErrorCode(error.code());
        newest.forEach((request, version) ->
                response.apiKeys().add(new ApiVersion().setApiKey(request.id).setMaxVersion(version)));
        return response;
    }

    private Message metadata() {
        MetadataResponseData response = new MetadataResponseData().setControllerId(ID);
        response.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(ID)
                        .setHost("127.0.0.1")
                        .setPort(port()));
        return response;
    }

    private static byte[] bytes(Message message, int version) {
        return MessageUtil.byteBufferToArray(
                MessageUtil.toByteBufferAccessor(message, (short) version).buffer());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
