package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files that options and settings name. */
public final class OptionFile {

    /** More than any configuration has: a wrong file must not fill the memory. */
    private static final int MOST_BYTES = 1 << 20;

    /** Some editors write it at the beginning of a file. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private OptionFile() {}

    /**
     * @param option that names the file, for the error message; or the option, its file and the setting in it
     * @throws UserError when the file does not exist or cannot be read, is larger than 1 MiB, or is not UTF-8 text
     */
    public static String read(Path path, String option) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            UserError.requireUsage(
                    bytes.length <= MOST_BYTES, option + ": " + path + " is larger than 1 MiB; name another file");
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            UserError.requireUsage(
                    text.indexOf('\0') < 0, option + ": " + path + " is a binary file; name a text file");
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw UserError.badUsage(option + ": there is no file " + path + "; name one that exists");
        } catch (CharacterCodingException e) {
            throw UserError.badUsage(
                    option + ": " + path + " is not UTF-8 text; save it as UTF-8, or name another file");
        } catch (IOException e) {
            throw UserError.badUsage(option + ": cannot read " + path + ": "
                    + (Files.isDirectory(path) ? "it is a directory" : FileProblem.of(e)) + "; name a readable file");
        }
    }
}
