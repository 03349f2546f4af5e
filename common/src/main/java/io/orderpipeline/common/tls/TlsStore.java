package io.orderpipeline.common.tls;

import io.orderpipeline.common.cli.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Optional;

/**
 * A key store or trust store in the settings of a client. Its check names the setting and the file; the clients' own
 * errors name neither.
 *
 * @param location setting with the path of the store
 * @param type setting with the type of the store, or its default; named as the location if no setting selects it
 * @param keyPassword setting with the password of the private key; for a trust store, without a value
 */
public record TlsStore(Kind kind, Setting location, Setting type, Setting password, Setting keyPassword) {

    /** What the store must hold. */
    public enum Kind {
        CERTIFICATES,
        PRIVATE_KEY
    }

    /** The value is a secret for passwords, and in no message. */
    public record Setting(String name, Optional<String> value) {

        private char[] characters() {
            return value.map(String::toCharArray).orElse(null);
        }
    }

    public Path file() {
        return Path.of(location.value().orElseThrow());
    }

    /** Why the file cannot be read; empty if it can. */
    public Optional<String> unreadable() {
        try (InputStream in = Files.newInputStream(file())) {
            var unused = in.read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(location.name() + ": cannot read " + file() + ": " + FileProblem.of(e));
        }
    }

    /** What is wrong with the store, for a message that begins with the file of the settings; empty if it is usable. */
    public Optional<String> problem() {
        Optional<String> unreadable = unreadable();
        return unreadable.isPresent() ? unreadable : problemOfContents();
    }

    private Optional<String> problemOfContents() {
        Path file = file();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(typeName());
            load(store, in);
            return kind == Kind.CERTIFICATES ? problemOfCertificates(store, file) : problemOfKeys(store, file);
        } catch (KeyStoreException e) {
            return Optional.of(type.name() + ": there is no type " + typeName() + "; use PKCS12, JKS or PEM");
        } catch (UnrecoverableKeyException e) {
            return Optional.of(wrongPassword(password, file));
        } catch (GeneralSecurityException e) {
            return Optional.of(location.name() + ": cannot use " + file + ": " + FileProblem.of(e));
        } catch (IOException e) {
            return Optional.of(location.name() + ": " + file + " is not a "
                    + (hasFixedType()
                            ? "JKS or PKCS12 store; correct it"
                            : typeName() + " store; correct it or " + type.name()));
        }
    }

    private String typeName() {
        return type.value().orElseThrow();
    }

    /** Whether no setting selects the type. */
    private boolean hasFixedType() {
        return type.name().equals(location.name());
    }

    private void load(KeyStore store, InputStream in) throws GeneralSecurityException, IOException {
        try {
            store.load(in, password.characters());
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException wrongPassword) {
                throw wrongPassword;
            }
            throw e;
        }
    }

    /** Without its password, a PKCS12 store seems to be empty. */
    private Optional<String> problemOfCertificates(KeyStore store, Path file) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(location.name() + ": " + file + " holds no trusted certificate"
                + (password.value().isEmpty() ? "; is " + password.name() + " missing?" : ""));
    }

    private Optional<String> problemOfKeys(KeyStore store, Path file) throws GeneralSecurityException {
        boolean hasKey = false;
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                if (!opens(store, alias)) {
                    return Optional.of(wrongPassword(keyPassword.value().isPresent() ? keyPassword : password, file));
                }
                hasKey = true;
            }
        }
        return hasKey ? Optional.empty() : Optional.of(location.name() + ": " + file + " holds no private key");
    }

    private boolean opens(KeyStore store, String alias) throws KeyStoreException, GeneralSecurityException {
        char[] secret = keyPassword.value().isPresent() ? keyPassword.characters() : password.characters();
        try {
            Key key = secret == null ? null : store.getKey(alias, secret);
            return key != null;
        } catch (UnrecoverableKeyException e) {
            return false;
        }
    }

    private static String wrongPassword(Setting password, Path file) {
        return password.value().isEmpty()
                ? password.name() + " is missing, which must open " + file
                : password.name() + " is not the password of " + file;
    }
}
