using System.Security.Authentication;

namespace ImageGen.Http;

/// <summary>A server's certificate is not accepted. It travels through the framework inside of its own exceptions.</summary>
internal sealed class RefusedCertificateException(string message) : AuthenticationException(message);
