@{
    RootModule           = "bin/$PSEdition/ImageGen.dll"
    RequiredAssemblies   = @("bin/$PSEdition/ImageGen.dll")
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0f1f0e-5a0c-4e0b-9d43-6a3f2b8a7c51'
    Author               = 'The ImageGen contributors'
    CompanyName          = 'ImageGen'
    Copyright            = '(c) 2026 The ImageGen contributors. MIT licence.'
    Description          = 'Generates and edits images with OpenAI, Azure OpenAI and servers that speak their API. Every image is a pipeline object that knows its ids, its prompts, its bytes and its file, and can start the next edit. Try it without a key, offline and free: Connect-AIImageService -Sandbox; New-AIImage "a red fox in snow" -OutFile fox.png. For Windows PowerShell 5.1 and PowerShell 7.4 or later.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess     = @('ImageGen.Format.ps1xml')
    TypesToProcess       = @('ImageGen.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Connect-AIImageService',
        'Disconnect-AIImageService',
        'Edit-AIImage',
        'Export-AIImageGallery',
        'Get-AIImage',
        'Get-AIImageBatch',
        'Get-AIImageModel',
        'Get-AIImageService',
        'Get-AIImageStream',
        'Measure-AIImageCost',
        'New-AIImage',
        'Receive-AIImageBatch',
        'Remove-AIImage',
        'Save-AIImage',
        'Show-AIImage',
        'Start-AIImageBatch',
        'Stop-AIImage',
        'Stop-AIImageBatch',
        'Test-AIImageProvenance',
        'Test-AIImageService',
        'Wait-AIImage',
        'Wait-AIImageBatch'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('OpenAI', 'Azure', 'AzureOpenAI', 'AI', 'GPT', 'Image', 'ImageGeneration', 'text-to-image', 'image-editing', 'gpt-image', 'Responses', 'Streaming', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            Prerelease   = 'preview1'
            ReleaseNotes = 'First preview: generate and edit images, follow them while they are drawn, go on from them by pipeline; OpenAI, Azure OpenAI (with a key, a managed identity or the Azure CLI) and compatible servers; an offline sandbox. CHANGELOG.md in the package tells all.'
        }
    }
}
