using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Base of the cmdlets that act on a response stored at the service.</summary>
public abstract class StoredResponseCommand : ServiceCommand
{
    private const string ResponseSet = "ResponseId";
    private const string InputSet = "InputObject";

    private protected const string DefaultSet = ResponseSet;

    private int _index;

    /// <summary>Ids of stored responses (resp_…).</summary>
    [Parameter(
        Mandatory = true, Position = 0, ParameterSetName = ResponseSet,
        HelpMessage = "Ids of stored responses, such as resp_68a1f0c2.")]
    [ValidateNotNullOrEmpty]
    public string[] ResponseId { get; set; } = default!;

    /// <summary>An image, live or deserialized, a response id, or a row with a column ResponseId.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true,
        HelpMessage = "An image that has a response, or the id of one.")]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>Acts on the responses of one input.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet)
        {
            CommandInput input = CommandInput.Piped(this, InputObject, _index++);
            this.Attempt(input, () => Act(Read(InputObject), input));
            return;
        }

        for (int number = 0; number < ResponseId.Length; number++)
        {
            string id = ResponseId[number];
            Expect(ResponseId.Length - number);
            CommandInput input = new(id, _index++, ResponseId.Length > 1);
            this.Attempt(input, () => Act(NamedBy(id), input));
        }
    }

    /// <summary>Acts on one response.</summary>
    /// <param name="image">What is known of its image; it has a response id.</param>
    /// <param name="input">The input that the errors name.</param>
    private protected abstract void Act(AIImage image, CommandInput input);

    /// <summary>The service that keeps the response.</summary>
    /// <exception cref="AIImageException">There is no connection to it.</exception>
    private protected ServiceConnection HolderOf(AIImage image) => Directory.Holder(ChosenService, image.Service);

    private static AIImage NamedBy(string id) => new(new ImageFacts { ResponseId = id, Stored = true });

    private AIImage Read(PSObject input)
    {
        AIImage? image = input.BaseObject switch
        {
            AIImage live => live,
            string id => NamedBy(id.Trim()),
            PSCustomObject when DeserializedImage.IsLike(input) => DeserializedImage.Restore(input, this.Paths()),
            _ => null,
        };
        return image?.ResponseId is { Length: > 0 } ? image : throw new AIImageException(
            ErrorIds.InvalidRequest,
            image is null
                ? $"A {input.BaseObject.GetType().Name} is not a response. Pass a response id, or an image that has "
                    + "one."
                : "The image has no ResponseId: it came from the Images API or from a file.");
    }
}
