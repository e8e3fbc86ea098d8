import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Scanner;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.Readable;

/**
 * Reads lines of "message version hex", lets Kafka's generated class of the message read the bytes and write them
 * again, and prints what it wrote, or what it complained of.
 */
public class Reencode {
    private static final String[] PLACES = {
        "org.apache.kafka.common.message.%sData",
        "org.apache.kafka.common.message.%s",
        "org.apache.kafka.common.metadata.%s",
        "org.apache.kafka.coordinator.group.generated.%s",
    };

    public static void main(String[] arguments) {
        Scanner lines = new Scanner(System.in);
        StringBuilder output = new StringBuilder();
        while (lines.hasNext()) {
            output.append(reencode(lines.next(), lines.nextShort(), lines.next())).append('\n');
        }
        System.out.print(output);
    }

    private static String reencode(String name, short version, String hex) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.substring(1)));
            Message message = (Message) classOf(name)
                .getConstructor(Readable.class, short.class)
                .newInstance(new ByteBufferAccessor(bytes), version);
            ByteBuffer written = MessageUtil.toByteBufferAccessor(message, version).buffer();
            byte[] array = new byte[written.remaining()];
            written.get(array);
            return "=" + HexFormat.of().formatHex(array) + (bytes.hasRemaining() ? " and bytes were left" : "");
        } catch (InvocationTargetException error) {
            return "refused: " + error.getCause();
        } catch (ReflectiveOperationException | RuntimeException error) {
            return "failed: " + error;
        }
    }

    private static Class<?> classOf(String name) throws ClassNotFoundException {
        for (String place : PLACES) {
            try {
                return Class.forName(String.format(place, name));
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        throw new ClassNotFoundException(name);
    }
}
