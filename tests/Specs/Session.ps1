#Requires -Version 7.4

# What every spec starts with: the module, the sandbox, and nothing of the user's environment.
$module = if ($env:IMAGEGEN_MODULE) { $env:IMAGEGEN_MODULE } else { Join-Path $PSScriptRoot '../../out/ImageGen' }
$module = (Resolve-Path -LiteralPath $module).ProviderPath
Import-Module $module -ErrorAction Stop
Remove-Item -ErrorAction Ignore -Path Env:OPENAI_*, Env:AZURE_OPENAI_*, Env:IMAGEGEN_SANDBOX
Connect-AIImageService -Sandbox

# A folder of its own for each spec; with -Pictures it holds as many images.
function Enter-Folder([int] $Pictures) {
    $folder = New-Item -ItemType Directory -Path $TestDrive -Name ([guid]::NewGuid().ToString('N'))
    Push-Location -LiteralPath $folder.FullName
    for ($number = 1; $number -le $Pictures; $number++) {
        $null = New-AIImage "picture $number" -OutFile "./picture-$number.png"
    }
}

# The stable id of the error that a script throws or writes.
function Get-ErrorId([scriptblock] $Script) {
    $ErrorActionPreference = 'Stop'
    try { $null = & $Script } catch { return ($_.FullyQualifiedErrorId -split ',')[0] }
    'no error'
}

# The width and height that a PNG's header tells, read without the module.
function Get-PngSize([string] $Path) {
    [byte[]] $bytes = Get-Content -LiteralPath $Path -AsByteStream -TotalCount 24
    '{0}x{1}' -f [Convert]::ToInt32([Convert]::ToHexString($bytes, 16, 4), 16),
        [Convert]::ToInt32([Convert]::ToHexString($bytes, 20, 4), 16)
}

# What a script emits, how often it posts to the service, what it warns of, and the ids of its errors.
function Watch-Script([scriptblock] $Script) {
    $VerbosePreference = 'Continue'
    $ErrorActionPreference = 'Continue'
    $said = @(try { & $Script *>&1 } catch { $_ })
    $records = $said.Where{ $_ -is [System.Management.Automation.InformationalRecord] }
    $errors = $said.Where{ $_ -is [System.Management.Automation.ErrorRecord] }
    [pscustomobject] @{
        Output = $said.Where{ $_ -notin $errors -and $_ -notin $records }
        Posts = @($records -match '^POST ').Count
        Warnings = @($records.Where{ $_ -is [System.Management.Automation.WarningRecord] }.Message)
        Errors = @($errors | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] })
        Messages = @($errors | ForEach-Object { "$_" })
    }
}
