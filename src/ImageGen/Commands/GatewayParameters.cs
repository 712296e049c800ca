using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>What -Header, -Query and -ClientCertificate of a connection mean.</summary>
internal static class GatewayParameters
{
    /// <summary>
    /// The settings with them. Headers that were typed take precedence over those of the environment.
    /// </summary>
    /// <exception cref="AIImageException">One of them cannot be used.</exception>
    public static ServiceSettings WithGateway(
        this ServiceSettings settings, ConnectionCommand command, string? environment)
    {
        List<KeyValuePair<string, string>> headers = Pairs(command.Header);
        headers.AddRange(GatewayExtras.ParseLines(environment, ServiceEnvironment.CustomHeaders).Where(
            line => !headers.Exists(given => given.Key.Equals(line.Key, StringComparison.OrdinalIgnoreCase))));
        return headers.Count == 0 && command.Query is null && command.ClientCertificate is null
            ? settings
            : settings with
            {
                Extras = new GatewayExtras(
                    headers,
                    Pairs(command.Query),
                    command.ClientCertificate,
                    settings.Key is not null || settings.Token is not null),
            };
    }

    private static List<KeyValuePair<string, string>> Pairs(IDictionary? table)
    {
        List<KeyValuePair<string, string>> pairs = [];
        if (table is null) return pairs;

        foreach (DictionaryEntry entry in table)
        {
            pairs.Add(new(TextOf(entry.Key), TextOf(entry.Value)));
        }

        return pairs;
    }

    private static string TextOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        SecureString secure => new NetworkCredential(string.Empty, secure).Password,
        object other => (string)LanguagePrimitives.ConvertTo(other, typeof(string), CultureInfo.InvariantCulture),
    };
}
