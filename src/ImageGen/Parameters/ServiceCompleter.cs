using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Parameters;

/// <summary>Completes the names of the connections of this session.</summary>
public sealed class ServiceCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values =>
        ServiceState.Here.Directory.Services.Select(service => service.Name);
}
