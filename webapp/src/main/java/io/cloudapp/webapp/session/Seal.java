package io.cloudapp.webapp.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Optional;

/** Encrypts and authenticates what the browser keeps for us; the purpose is authenticated too. */
@Singleton
class Seal {

  private final WebSettings settings;

  Seal(WebSettings settings) {
    this.settings = settings;
  }

  String seal(String purpose, Object value) {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(settings.activeKey())
            .type(new JOSEObjectType(purpose))
            .compressionAlgorithm(CompressionAlgorithm.DEF)
            .build();
    try {
      var sealed = new JWEObject(header, new Payload(Json.mapper().writeValueAsString(value)));
      sealed.encrypt(new DirectEncrypter(settings.key(settings.activeKey())));
      return sealed.serialize();
    } catch (JOSEException | JsonProcessingException failure) {
      throw new IllegalStateException("A cookie cannot be sealed", failure);
    }
  }

  /** Empty when it was not sealed here, for this purpose, with a key we still have. */
  <T> Optional<T> open(String purpose, String text, Class<T> type) {
    try {
      var sealed = JWEObject.parse(text);
      var header = sealed.getHeader();
      if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
          || !new JOSEObjectType(purpose).equals(header.getType())
          || !settings.keys().containsKey(header.getKeyID())) {
        return Optional.empty();
      }
      sealed.decrypt(new DirectDecrypter(settings.key(header.getKeyID())));
      return Optional.of(Json.mapper().readValue(sealed.getPayload().toString(), type));
    } catch (ParseException | JOSEException | JsonProcessingException | IllegalStateException no) {
      return Optional.empty();
    }
  }
}
